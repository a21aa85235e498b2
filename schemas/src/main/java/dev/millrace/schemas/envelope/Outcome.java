package dev.millrace.schemas.envelope;

import dev.millrace.schemas.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a command. The same command id has the same outcome for seven days. */
public sealed interface Outcome {

    /** The command it answers. */
    CommandId id();

    /**
     * It took effect, or there was nothing to change.
     *
     * @param firstSequence sequence of its first event; without events that of the organization's newest event, 0 if there is none
     * @param lastSequence  sequence of its last event, which is what {@code Millrace-After} wants; likewise
     * @param events        what happened, in order; empty if everything was so already
     */
    record Accepted(CommandId id, long firstSequence, long lastSequence, List<EventSummary> events) implements Outcome {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * It was refused and changed nothing; or, with {@link ErrorCode#INTERNAL}, a bug stopped it and it lies among the dead letters.
     *
     * @param detail one sentence for the caller, "Expected …, but …"
     * @param errors the places in the command's data that are wrong; empty where none can be named
     * @param index  which command of a batch was refused, from 0; null outside a batch
     */
    record Rejected(
            CommandId id,
            ErrorCode code,
            String detail,
            List<FieldError> errors,
            @Nullable Integer index) implements Outcome {
        public Rejected {
            errors = List.copyOf(errors);
        }
    }

    /** An event of an accepted command, without its data. */
    record EventSummary(long sequence, String type, Subject subject) {}

    /**
     * One thing wrong with some JSON.
     *
     * @param pointer RFC 6901 pointer into the request as the caller sent it: {@code /data/table}, in a batch {@code /commands/3/data/table}; empty for the
     *                whole
     */
    record FieldError(String pointer, String detail) {}
}
