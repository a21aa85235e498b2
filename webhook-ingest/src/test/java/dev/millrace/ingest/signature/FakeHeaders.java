package dev.millrace.ingest.signature;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers in memory. */
final class FakeHeaders implements DeliveryHeaders {

    private final Map<String, String> values = new LinkedHashMap<>();

    static FakeHeaders of(String... namesAndValues) {
        var headers = new FakeHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.with(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    FakeHeaders with(String name, String value) {
        values.put(name.toLowerCase(Locale.ROOT), value);
        return this;
    }

    FakeHeaders without(String name) {
        values.remove(name.toLowerCase(Locale.ROOT));
        return this;
    }

    @Override
    public @Nullable String first(String name) {
        return values.get(name.toLowerCase(Locale.ROOT));
    }
}
