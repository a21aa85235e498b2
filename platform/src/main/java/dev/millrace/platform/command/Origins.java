package dev.millrace.platform.command;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Keeps out of the log what a header or a text column could not hold. */
final class Origins {

    private static final int MAX_LENGTH = 200;

    /** {@code version-traceid-parentid-flags}; a later version may append to it. */
    private static final int TRACE_PARENT_LENGTH = 55;

    private Origins() {}

    static void check(Origin origin) {
        if (!isPrintable(origin.actor())) {
            throw new Problem(
                    ErrorCode.UNAUTHENTICATED, "Expected a token with a subject of 1 to 200 printable characters");
        }
        if (origin.correlationId() != null && !isPrintable(origin.correlationId())) {
            throw new Problem(
                    ErrorCode.INVALID_PARAMETER, "Expected a correlation id of 1 to 200 printable characters");
        }
    }

    /** The trace context, if it is of its form; otherwise none, as W3C asks. */
    static @Nullable String traceParent(Origin origin) {
        var traceParent = origin.traceParent();
        return traceParent == null || traceParent.length() != TRACE_PARENT_LENGTH || !isPrintable(traceParent)
                ? null
                : traceParent;
    }

    private static boolean isPrintable(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
    }
}
