package dev.millrace.command.table;

import dev.millrace.schemas.Pointers;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/**
 * Members of objects. What the old schema says of a member: its own entry, every pattern that finds something in its name, and, where there is neither, what it says
 * of additional ones.
 */
record ObjectRules(Widening widening, JsonNode before, JsonNode after) {

    List<FieldError> prove(String keyword, String pointer) {
        return switch (keyword) {
            case "properties" -> properties(pointer);
            case "patternProperties" -> patterns(pointer);
            default -> additional(pointer);
        };
    }

    private List<FieldError> properties(String pointer) {
        var errors = new ArrayList<FieldError>();
        for (var member : after.get("properties").properties()) {
            var place = Pointers.member(pointer, member.getKey());
            errors.addAll(member(member.getKey(), member.getValue(), place));
        }
        return errors;
    }

    private List<FieldError> member(String name, JsonNode now, String pointer) {
        var known = before.path("properties").path(name);
        var errors = known.isMissingNode() && matching(before, name).isEmpty()
                ? widening.prove(before.path("additionalProperties"), now, pointer)
                : widening.prove(known, now, pointer);
        boolean byPattern = matching(before, name).stream().anyMatch(pattern -> widening.holds(pattern, now));
        return byPattern ? List.of() : errors;
    }

    private List<FieldError> patterns(String pointer) {
        var errors = new ArrayList<FieldError>();
        for (var member : after.get("patternProperties").properties()) {
            var regex = member.getKey();
            var place = Pointers.member(pointer, regex);
            var known = before.path("patternProperties").path(regex);
            if (!known.isMissingNode()) {
                errors.addAll(widening.prove(known, member.getValue(), place));
            } else if (isClosed(before)) {
                namedBefore(regex).forEach(old -> errors.addAll(widening.prove(old, member.getValue(), place)));
            } else {
                errors.addAll(widening.prove(BooleanNode.TRUE, member.getValue(), place));
            }
        }
        return errors;
    }

    private List<FieldError> additional(String pointer) {
        var now = after.get("additionalProperties");
        var errors = new ArrayList<>(widening.prove(before.path("additionalProperties"), now, pointer));
        for (var member : before.path("properties").properties()) {
            var name = member.getKey();
            if (!after.path("properties").has(name) && matching(after, name).isEmpty()) {
                errors.addAll(widening.prove(member.getValue(), now, pointer));
            }
        }
        for (var member : before.path("patternProperties").properties()) {
            if (!after.path("patternProperties").has(member.getKey())) {
                errors.addAll(widening.prove(member.getValue(), now, pointer));
            }
        }
        return errors;
    }

    /** Schemas of the members that the old schema names and the pattern finds. */
    private List<JsonNode> namedBefore(String regex) {
        return before.path("properties").properties().stream()
                .filter(member -> widening.finds(regex, member.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isClosed(JsonNode schema) {
        return schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").booleanValue()
                && schema.path("patternProperties").isEmpty();
    }

    private List<JsonNode> matching(JsonNode schema, String name) {
        return schema.path("patternProperties").properties().stream()
                .filter(member -> widening.finds(member.getKey(), name))
                .map(Map.Entry::getValue)
                .toList();
    }
}
