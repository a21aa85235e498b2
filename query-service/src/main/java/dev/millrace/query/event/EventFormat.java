package dev.millrace.query.event;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** The three forms in which events are served. */
enum EventFormat {
    /** A page. */
    JSON(MediaType.APPLICATION_JSON_VALUE),
    /** A whole replay. */
    LINES(MediaType.APPLICATION_NDJSON_VALUE),
    /** A stream that goes on. */
    SERVER_SENT(MediaType.TEXT_EVENT_STREAM_VALUE);

    private final String type;

    EventFormat(String type) {
        this.type = type;
    }

    /** What the caller likes best; a page where it does not care. */
    static EventFormat of(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return JSON;
        }
        for (var wanted : parse(accept)) {
            for (var format : values()) {
                if (wanted.getQualityValue() > 0 && wanted.includes(MediaType.valueOf(format.type))) {
                    return format;
                }
            }
        }
        throw notAcceptable();
    }

    private static List<MediaType> parse(String accept) {
        try {
            var types = new ArrayList<>(MediaType.parseMediaTypes(accept));
            types.sort((a, b) -> Double.compare(b.getQualityValue(), a.getQualityValue()));
            return types;
        } catch (IllegalArgumentException e) {
            throw notAcceptable();
        }
    }

    private static Problem notAcceptable() {
        return new Problem(
                ErrorCode.NOT_ACCEPTABLE,
                "Expected %s, %s or %s"
                        .formatted(
                                MimeTypeUtils.APPLICATION_JSON_VALUE,
                                MediaType.APPLICATION_NDJSON_VALUE,
                                MediaType.TEXT_EVENT_STREAM_VALUE));
    }
}
