package dev.millrace.platform.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads text headers of one record. A missing one that is needed is a {@link MalformedRecord}. */
record HeaderReader(Headers headers) {

    String text(String name) {
        var value = optional(name);
        if (value == null) {
            throw new MalformedRecord("Expected the header " + name + ", but the record has none");
        }
        return value;
    }

    @Nullable
    String optional(String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    long number(String name) {
        var text = text(name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedRecord("Expected digits in the header " + name, e);
        }
    }
}
