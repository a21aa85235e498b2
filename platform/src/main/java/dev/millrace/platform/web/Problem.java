package dev.millrace.platform.web;

import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.List;

/** A request that cannot be answered as asked, with the code that says why. Expected, answered and not logged; its detail is fit for the caller. */
public final class Problem extends RuntimeException {

    private final ErrorCode code;
    private final transient List<FieldError> errors;

    public Problem(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    /**
     * A problem with the places that are wrong.
     *
     * @param detail one sentence, "Expected …, but …"
     */
    public Problem(ErrorCode code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public ErrorCode code() {
        return code;
    }

    /** The places in the request that are wrong; empty where none can be named. */
    public List<FieldError> errors() {
        return errors;
    }

    /** The sentence for the caller. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
