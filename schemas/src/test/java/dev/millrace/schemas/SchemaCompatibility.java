package dev.millrace.schemas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a new version of a schema breaks. A command may ask for less and allow more: what a caller sent before is still taken. An event may hold more: what a
 * consumer read before is still there, in the same form.
 */
final class SchemaCompatibility {

    private static final List<String> UPPER = List.of("maxLength", "maximum", "maxItems", "maxProperties");
    private static final List<String> LOWER = List.of("minLength", "minimum", "minItems", "minProperties");

    private final List<String> breaks = new ArrayList<>();

    private SchemaCompatibility() {}

    /** What a caller of the old version could send that the new one refuses. */
    static List<String> breaksOfCommand(JsonNode old, JsonNode renewed) {
        var comparison = new SchemaCompatibility();
        comparison.accepts("", old, renewed);
        return comparison.breaks;
    }

    /** What the new version may hold that a reader of the old one would not expect. */
    static List<String> breaksOfEvent(JsonNode old, JsonNode renewed) {
        var comparison = new SchemaCompatibility();
        comparison.accepts("", renewed, old);
        comparison.requireStillPromised("", old, renewed);
        return comparison.breaks;
    }

    /** Everything that satisfies {@code narrow} satisfies {@code wide}. */
    private void accepts(String at, JsonNode narrow, JsonNode wide) {
        if (wide.has("type") && !narrow.path("type").equals(wide.path("type"))) {
            breaks.add(at + ": type " + wide.path("type") + " against " + narrow.path("type"));
            return;
        }
        UPPER.forEach(bound -> requireWithin(at, bound, narrow, wide, 1));
        LOWER.forEach(bound -> requireWithin(at, bound, narrow, wide, -1));
        if (wide.has("pattern") && !wide.path("pattern").equals(narrow.path("pattern"))) {
            breaks.add(at + ": pattern");
        }
        if (wide.has("enum") && !names(wide.path("enum")).containsAll(names(narrow.path("enum")))) {
            breaks.add(at + ": enum");
        }
        acceptsMembers(at, narrow, wide);
        if (wide.has("items")) {
            accepts(at + "/items", narrow.path("items"), wide.path("items"));
        }
    }

    private void acceptsMembers(String at, JsonNode narrow, JsonNode wide) {
        var missing = names(wide.path("required"));
        missing.removeAll(names(narrow.path("required")));
        missing.forEach(name -> breaks.add(at + "/" + name + ": required"));
        narrow.path("properties").properties().forEach(member -> {
            var other = wide.path("properties").path(member.getKey());
            if (!other.isMissingNode()) {
                accepts(at + "/" + member.getKey(), member.getValue(), other);
            } else if (!wide.path("additionalProperties").asBoolean(true)) {
                breaks.add(at + "/" + member.getKey() + ": not known");
            }
        });
    }

    private void requireWithin(String at, String bound, JsonNode narrow, JsonNode wide, int sign) {
        if (wide.has(bound)
                && (!narrow.has(bound)
                        || sign * narrow.path(bound).asLong()
                                > sign * wide.path(bound).asLong())) {
            breaks.add(at + ": " + bound);
        }
    }

    private void requireStillPromised(String at, JsonNode old, JsonNode renewed) {
        old.path("properties").properties().forEach(member -> {
            var other = renewed.path("properties").path(member.getKey());
            if (other.isMissingNode()) {
                breaks.add(at + "/" + member.getKey() + ": gone");
            } else {
                requireStillPromised(at + "/" + member.getKey(), member.getValue(), other);
            }
        });
    }

    private static Set<String> names(JsonNode array) {
        var names = new HashSet<String>();
        array.forEach(name -> names.add(name.asString()));
        return names;
    }
}
