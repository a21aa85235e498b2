package dev.millrace.command.processing;

import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.List;

/** A handler refuses a command: expected, answered, kept as its outcome, not logged. Anything else that a handler throws is a bug. */
public final class CommandRejected extends RuntimeException {

    private final ErrorCode code;
    private final transient List<FieldError> errors;

    public CommandRejected(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    /**
     * A refusal with the places that are wrong.
     *
     * @param detail one sentence for the caller, "Expected …, but …"
     * @param errors pointers into the command's data
     */
    public CommandRejected(ErrorCode code, String detail, List<FieldError> errors) {
        super(detail, null, false, false); // no stack trace: it is an answer, and a frequent one
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }
}
