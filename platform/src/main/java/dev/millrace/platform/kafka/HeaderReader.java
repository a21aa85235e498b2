package dev.millrace.platform.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads many text headers of one record. A missing one that is needed is a {@link MalformedRecord}.
 *
 * <p>Kafka's own look-up locks and decodes each header on the way to the one that is asked for; with all names at hand it is a comparison.
 */
final class HeaderReader {

    private final Header[] headers;
    private final String[] names;

    HeaderReader(Headers headers) {
        this.headers = headers.toArray();
        this.names = new String[this.headers.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = this.headers[i].key();
        }
    }

    String text(String name) {
        return present(name, optional(name));
    }

    @Nullable
    String optional(String name) {
        for (int i = names.length - 1; i >= 0; i--) { // the last of a name counts
            if (names[i].equals(name)) {
                return text(headers[i]);
            }
        }
        return null;
    }

    long number(String name) {
        return number(name, text(name));
    }

    /** The one header that is wanted of a record. */
    static @Nullable String only(Headers headers, String name) {
        return text(headers.lastHeader(name));
    }

    static String present(String name, @Nullable String value) {
        if (value == null) {
            throw new MalformedRecord("Expected the header " + name + ", but the record has none");
        }
        return value;
    }

    static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedRecord("Expected digits in the header " + name, e);
        }
    }

    private static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
