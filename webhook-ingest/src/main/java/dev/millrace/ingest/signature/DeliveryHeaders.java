package dev.millrace.ingest.signature;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers of one delivery. Names are matched whatever their case, and of a repeated header the first counts. */
@FunctionalInterface
public interface DeliveryHeaders {

    /** Longest id or event name: an id is also the correlation id of its commands, which has this bound. */
    int MAX_NAME_LENGTH = 200;

    /** Visible ASCII: an id with a blank or a line break in it would be read differently by every tool that meets it. */
    Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1," + MAX_NAME_LENGTH + "}");

    /** The first value, if there is one. */
    @Nullable
    String first(String name);

    /** The value, which must be there. */
    default String required(String name) {
        var value = first(name);
        if (value == null || value.isBlank()) {
            throw new Problem(ErrorCode.INVALID_PARAMETER, "Expected the header %s, but there is none".formatted(name));
        }
        return value;
    }

    /** The value, which must be there and fit to name something. */
    default String requiredName(String name) {
        var value = required(name);
        if (!NAME.matcher(value).matches()) {
            throw new Problem(
                    ErrorCode.INVALID_PARAMETER,
                    "Expected 1 to %d visible ASCII characters in the header %s, but got %d characters"
                            .formatted(MAX_NAME_LENGTH, name, value.length()));
        }
        return value;
    }
}
