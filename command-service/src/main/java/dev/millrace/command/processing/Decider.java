package dev.millrace.command.processing;

import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.deadletter.DeadLetterCommand;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.Outcome.EventSummary;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides one command or one batch: all of it or none of it. Stateless. */
final class Decider {

    /** How a decision ended. A refusal and a bug leave nothing behind. */
    sealed interface Verdict {

        /** It takes effect; the events are numbered and everything is encoded. */
        record Accepted(Outcome.Accepted outcome, List<EventRecord> events, List<EntityWrite> entities, Head head)
                implements Verdict {

            public Accepted {
                events = List.copyOf(events);
                entities = List.copyOf(entities);
            }
        }

        record Refused(Outcome.Rejected outcome) implements Verdict {}

        record Broken(Outcome.Rejected outcome, Throwable cause) implements Verdict {}
    }

    private final EntityRuntime runtime;

    Decider(EntityRuntime runtime) {
        this.runtime = runtime;
    }

    Verdict decide(CommandRecord command, TaskState state) {
        Integer index = null;
        try {
            var decision = new Decision(command.organization(), state.entities());
            var context = CommandContext.of(command);
            for (var item : CommandReader.read(command)) {
                index = item.index();
                requireDecidable(item);
                runtime.run(item.command(), item.expectedVersion(), context, decision);
            }
            index = null;
            return accepted(command, decision, state.heads().get(command.organization()));
        } catch (CommandRejected refusal) {
            return new Verdict.Refused(rejected(command, refusal, index));
        } catch (RuntimeException | StackOverflowError | AssertionError bug) {
            return broken(command, index, bug);
        }
    }

    private static Verdict accepted(CommandRecord command, Decision decision, Head head) {
        var numbering = new EventNumbering(command, head);
        var events = new ArrayList<EventRecord>(decision.events().size());
        var summaries = new ArrayList<EventSummary>(decision.events().size());
        for (var decided : decision.events()) {
            var event = numbering.next(decided);
            events.add(event);
            summaries.add(new EventSummary(event.sequence(), event.type(), event.subject()));
        }
        var entities = decision.writes();
        long last = numbering.head().sequence();
        long first = events.isEmpty() ? last : events.getFirst().sequence();
        return new Verdict.Accepted(
                new Outcome.Accepted(command.id(), first, last, summaries), events, entities, numbering.head());
    }

    private static void requireDecidable(CommandReader.Item item) {
        if (item.command() instanceof DeadLetterCommand) {
            throw new CommandRejected(
                    ErrorCode.INVALID_REQUEST,
                    "Expected the commands of a batch to have entities, but one settles a dead letter");
        }
    }

    private static Outcome.Rejected rejected(CommandRecord command, CommandRejected refusal, @Nullable Integer index) {
        // An entity points into its own data; the caller wants to know where in the request that is.
        var place = (index == null ? "" : "/commands/" + index) + "/data";
        var errors = refusal.errors().stream()
                .map(error -> new FieldError(place + error.pointer(), error.detail()))
                .toList();
        return new Outcome.Rejected(command.id(), refusal.code(), refusal.detail(), errors, index);
    }

    /** What becomes of a command that a bug kept from being decided; passes the failure of a store on, which is none. */
    static Verdict.Broken broken(CommandRecord command, @Nullable Integer index, Throwable bug) {
        StoreFailure.rethrow(bug);
        var outcome = new Outcome.Rejected(
                command.id(),
                ErrorCode.INTERNAL,
                "Expected to decide the command, but something is wrong on our side; it changed nothing and is kept for an operator",
                List.of(),
                index);
        return new Verdict.Broken(outcome, bug);
    }
}
