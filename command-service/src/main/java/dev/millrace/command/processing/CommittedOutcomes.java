package dev.millrace.command.processing;

import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Outcomes of the transaction that a stream thread has open. They are handed on right after its commit, to whoever waits in this process, and dropped with an abort:
 * nobody learns of an outcome that might not be.
 */
final class CommittedOutcomes {

    /** An outcome, and the time of its command. */
    record Entry(OrganizationId organization, Outcome outcome, Instant time) {}

    /** A producer knows its commits but not its task, so that they meet on their thread. */
    private final ThreadLocal<List<Entry>> open = ThreadLocal.withInitial(ArrayList::new);

    private final Consumer<Entry> listener;

    CommittedOutcomes(Consumer<Entry> listener) {
        this.listener = listener;
    }

    /** Notes an outcome of the open transaction. */
    void add(OrganizationId organization, Outcome outcome, Instant time) {
        open.get().add(new Entry(organization, outcome, time));
    }

    /** The transaction of this thread was committed. */
    void committed() {
        var entries = open.get();
        if (entries.isEmpty()) {
            return;
        }
        open.remove();
        entries.forEach(listener);
    }

    /** The transaction of this thread came to nothing. */
    void dropped() {
        open.remove();
    }
}
