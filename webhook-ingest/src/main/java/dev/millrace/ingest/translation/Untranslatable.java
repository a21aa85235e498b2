package dev.millrace.ingest.translation;

import dev.millrace.schemas.ErrorCode;

/** A delivery cannot become commands. Its message is kept with the delivery and shown to operators, so it never quotes the payload. */
final class Untranslatable extends RuntimeException {

    private final ErrorCode code;

    Untranslatable(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
