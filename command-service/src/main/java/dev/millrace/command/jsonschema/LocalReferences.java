package dev.millrace.command.jsonschema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** References of a schema into itself, {@code #} and {@code #/…}: the only ones that a table's schema may have. */
public final class LocalReferences {

    /** Keywords whose schemas look at the same value as the schema they stand in. */
    private static final List<String> IN_PLACE = List.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else");

    private LocalReferences() {}

    /** True for a reference that can be followed here. Percent-encoding is not read, so that everybody reads the same. */
    static boolean isLocal(String reference) {
        return reference.equals("#") || (reference.startsWith("#/") && reference.indexOf('%') < 0);
    }

    /** What a {@code $ref} refers to; a missing node if there is nothing. */
    public static JsonNode resolve(JsonNode root, JsonNode reference) {
        var text = reference.asString("");
        return isLocal(text)
                ? root.at(JsonPointer.compile(text.substring(1)))
                : root.path("").path("");
    }

    /** True if whatever the second schema refers to is the same in the first. */
    public static boolean sameTargets(JsonNode first, JsonNode second) {
        return in(second).stream()
                .allMatch(reference -> resolve(first, reference).equals(resolve(second, reference)));
    }

    /** True if there is a reference anywhere inside. */
    public static boolean anyIn(JsonNode schema) {
        return !in(schema).isEmpty();
    }

    /** True if a reference leads back to where it stands without going into the value: nothing could ever be checked by it. */
    static boolean circular(JsonNode root) {
        Set<JsonNode> done = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<JsonNode> open = Collections.newSetFromMap(new IdentityHashMap<>());
        return in(root).stream().anyMatch(reference -> circular(root, resolve(root, reference), open, done));
    }

    private static boolean circular(JsonNode root, JsonNode schema, Set<JsonNode> open, Set<JsonNode> done) {
        if (!schema.isObject() || done.contains(schema)) {
            return false;
        }
        if (!open.add(schema)) {
            return true;
        }
        boolean found = inPlace(root, schema).stream().anyMatch(next -> circular(root, next, open, done));
        open.remove(schema);
        done.add(schema);
        return found;
    }

    private static List<JsonNode> inPlace(JsonNode root, JsonNode schema) {
        var next = new ArrayList<JsonNode>();
        if (schema.has("$ref")) {
            next.add(resolve(root, schema.get("$ref")));
        }
        for (var keyword : IN_PLACE) {
            var value = schema.path(keyword);
            if (value.isArray()) {
                value.forEach(next::add);
            } else {
                next.add(value);
            }
        }
        schema.path("dependentSchemas").forEach(next::add);
        return next;
    }

    private static List<JsonNode> in(JsonNode schema) {
        var found = new ArrayList<JsonNode>();
        collect(schema, found);
        return found;
    }

    private static void collect(JsonNode node, List<JsonNode> found) {
        for (var member : node.properties()) {
            if (member.getKey().equals("$ref") && member.getValue().isString()) {
                found.add(member.getValue());
            }
        }
        node.forEach(child -> collect(child, found));
    }
}
