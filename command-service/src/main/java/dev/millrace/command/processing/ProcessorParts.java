package dev.millrace.command.processing;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What the processors of all tasks share.
 *
 * @param engine           works out effects
 * @param batches          tells where a poll's records end
 * @param outcomes         hands outcomes on after the commit
 * @param bugs             is told of every bug that a command has hit
 * @param deduplication    how long an outcome is known
 * @param entityCacheBytes bound of a task's memory of decoded entities, in bytes as stored
 */
record ProcessorParts(
        CommandEngine engine,
        PollBatches batches,
        CommittedOutcomes outcomes,
        Consumer<ReportedBug> bugs,
        Duration deduplication,
        long entityCacheBytes) {

    /** Tells of what has been put into the transaction: its outcomes, to be handed on with the commit, and bugs, at once. */
    void report(Effects effects) {
        for (var answer : effects.answers) {
            outcomes.add(effects.organization, answer.outcome(), answer.time());
        }
        for (var bug : effects.bugs) {
            bugs.accept(new ReportedBug(effects.organization, bug.id(), bug.type(), bug.cause()));
        }
    }
}
