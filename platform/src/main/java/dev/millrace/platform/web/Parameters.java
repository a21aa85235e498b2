package dev.millrace.platform.web;

import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Ids;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Reads query parameters and headers; what is out of range is {@code INVALID_PARAMETER}. */
public final class Parameters {

    private static final int MAX_TEXT = 4096;

    private Parameters() {}

    /** A sequence, 0 where left out. */
    public static long sequence(String name, @Nullable String text) {
        return text == null ? 0 : number(name, text, 0, Long.MAX_VALUE);
    }

    /** A page size. */
    public static int limit(@Nullable String text, int max, int otherwise) {
        return text == null ? otherwise : (int) number("limit", text, 1, max);
    }

    /** A parameter that makes no sense twice; null where left out. */
    public static @Nullable String single(String name, HttpServletRequest request) {
        var values = request.getParameterValues(name);
        if (values != null && values.length > 1) {
            throw invalid(name, "given once");
        }
        return values == null ? null : values[0];
    }

    /** Text that PostgreSQL can hold. */
    public static @Nullable String text(String name, @Nullable String text) {
        if (text != null && (text.length() > MAX_TEXT || text.indexOf('\0') >= 0 || !Ids.isWellFormed(text))) {
            throw invalid(name, "text of at most " + MAX_TEXT + " characters without NUL");
        }
        return text;
    }

    /** The problem of a parameter that is not as expected. */
    public static Problem invalid(String name, String expected) {
        return new Problem(
                ErrorCode.INVALID_PARAMETER, "Expected %s to be %s, but it is not".formatted(name, expected));
    }

    private static long number(String name, String text, long min, long max) {
        if (!text.isEmpty() && text.length() <= 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            try {
                long number = Long.parseLong(text);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // beyond a long, like any other number out of range
            }
        }
        throw invalid(
                name, max == Long.MAX_VALUE ? "a whole number from " + min : "a number from " + min + " to " + max);
    }
}
