package dev.millrace.platform.telemetry;

import jakarta.servlet.ServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where the work at hand belongs: a span of a W3C trace, and what the caller named it. A controller takes one as a parameter.
 *
 * @param traceId       32 hexadecimal digits; the caller's, or a new one
 * @param spanId        16 hexadecimal digits; ours
 * @param flags         2 hexadecimal digits; the caller's, or {@code 01} for sampled
 * @param correlationId what the caller sent as {@code X-Correlation-Id} or {@code X-Request-Id}; null if nothing acceptable
 */
public record TraceContext(
        String traceId,
        String spanId,
        String flags,
        @Nullable String correlationId) {

    private static final String SAMPLED = "01";
    private static final int TRACE_ID_DIGITS = 32;
    private static final int SPAN_ID_DIGITS = 16;
    private static final int LENGTH = 55;
    private static final int MAX_CORRELATION_CHARACTERS = 128;
    private static final HexFormat HEX = HexFormat.of();

    /** A new trace. */
    public static TraceContext started() {
        return continuing(null, null);
    }

    /**
     * Continues the caller's trace with a span of our own, or starts one.
     *
     * @param traceParent   the caller's header; one that is not of its form counts as none, as the standard has it
     * @param correlationId what the caller gave; counts as none unless it is 1 to 128 characters of {@code A-Za-z0-9._:/+=@-}
     */
    public static TraceContext continuing(@Nullable String traceParent, @Nullable String correlationId) {
        var accepted = correlationId != null && isAcceptable(correlationId) ? correlationId : null;
        if (traceParent != null && isTraceParent(traceParent)) {
            return new TraceContext(
                    traceParent.substring(3, 35), newSpan(), traceParent.substring(53, LENGTH), accepted);
        }
        return new TraceContext(newTrace(), newSpan(), SAMPLED, accepted);
    }

    /** That of the request, as {@link TraceFilter} left it; a new one where no filter ran. */
    public static TraceContext of(ServletRequest request) {
        return request.getAttribute(TraceFilter.ATTRIBUTE) instanceof TraceContext trace ? trace : started();
    }

    /** What goes along with records and requests that follow from this one. */
    public String traceParent() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    /** What logs, callers and the events that come of it name this work by. */
    public String reference() {
        return correlationId == null ? traceId : correlationId;
    }

    private static String newTrace() {
        var random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong() | 1);
    }

    private static String newSpan() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }

    /** {@code 00-<trace>-<span>-<flags>}; a higher version may go on after a further dash. */
    private static boolean isTraceParent(String text) {
        if (text.length() < LENGTH || text.charAt(2) != '-' || text.charAt(35) != '-' || text.charAt(52) != '-') {
            return false;
        }
        if (text.length() > LENGTH && (text.startsWith("00") || text.charAt(LENGTH) != '-')) {
            return false;
        }
        return isHex(text, 0, 2)
                && !text.startsWith("ff")
                && isHex(text, 3, TRACE_ID_DIGITS)
                && !isZero(text, 3, TRACE_ID_DIGITS)
                && isHex(text, 36, SPAN_ID_DIGITS)
                && !isZero(text, 36, SPAN_ID_DIGITS)
                && isHex(text, 53, 2);
    }

    private static boolean isHex(String text, int from, int count) {
        for (int i = from; i < from + count; i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAcceptable(String id) {
        if (id.isEmpty() || id.length() > MAX_CORRELATION_CHARACTERS) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && "._:/+=@-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
