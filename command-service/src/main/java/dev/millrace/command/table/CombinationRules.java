package dev.millrace.command.table;

import dev.millrace.schemas.Pointers;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Schemas combined: all of them, any of them, or one where a member is present. Each is shown by the old schema as a whole, or by a part of it. */
record CombinationRules(Widening widening, JsonNode before) {

    List<FieldError> prove(String keyword, JsonNode schemas, String pointer) {
        return switch (keyword) {
            case "allOf" -> all(schemas, pointer);
            case "anyOf" -> any(schemas, pointer);
            default -> dependent(schemas, pointer);
        };
    }

    private List<FieldError> all(JsonNode schemas, String pointer) {
        var errors = new ArrayList<FieldError>();
        for (int i = 0; i < schemas.size(); i++) {
            var schema = schemas.get(i);
            var parts = before.path("allOf").valueStream();
            if (!widening.holds(before, schema) && parts.noneMatch(part -> widening.holds(part, schema))) {
                errors.add(new FieldError(pointer + "/" + i, "Is narrower than before, or was not there"));
            }
        }
        return errors;
    }

    private List<FieldError> any(JsonNode schemas, String pointer) {
        if (schemas.valueStream().anyMatch(schema -> widening.holds(before, schema))) {
            return List.of();
        }
        boolean covered = Stream.of("anyOf", "oneOf")
                .map(before::path)
                .filter(old -> !old.isMissingNode())
                .anyMatch(old -> old.valueStream()
                        .allMatch(part -> schemas.valueStream().anyMatch(schema -> widening.holds(part, schema))));
        return covered
                ? List.of()
                : List.of(new FieldError(pointer, "None of these is sure to allow what was allowed"));
    }

    private List<FieldError> dependent(JsonNode schemas, String pointer) {
        var errors = new ArrayList<FieldError>();
        for (var member : schemas.properties()) {
            var known = before.path("dependentSchemas").path(member.getKey());
            if (!widening.holds(known, member.getValue()) && !widening.holds(before, member.getValue())) {
                errors.add(new FieldError(
                        Pointers.member(pointer, member.getKey()), "Is narrower than before, or was not there"));
            }
        }
        return errors;
    }
}
