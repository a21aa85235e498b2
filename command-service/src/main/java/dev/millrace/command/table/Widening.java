package dev.millrace.command.table;

import dev.millrace.command.jsonschema.LocalReferences;
import dev.millrace.command.jsonschema.Patterns;
import dev.millrace.command.processing.Effort;
import dev.millrace.schemas.Pointers;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Proves that a value which satisfies the old schema satisfies the new one. A schema is the conjunction of its keywords, so it is enough to show, for each keyword of
 * the new schema, that keywords of the old one imply it; what is gone from the old schema needs no proof.
 */
final class Widening {

    static final String TOO_COMPLICATED = "The change is too complicated to compare";

    /** Comparisons before it gives up: alternatives within alternatives multiply. */
    private static final int BUDGET = 20_000;

    private static final Set<String> ANNOTATIONS = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "deprecated",
            "readOnly",
            "writeOnly",
            "format", // checked by nobody, as the draft has it
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
            "$comment",
            "$schema",
            "$defs",
            "definitions");

    /** Two schemas at the same time; one that is met again inside its own proof holds if all else does, because each round looks at a smaller value. */
    @SuppressWarnings("ReferenceEquality") // the places are meant, not what stands there
    private record Pair(JsonNode before, JsonNode after) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pair that && before == that.before && after == that.after;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(before) + System.identityHashCode(after);
        }
    }

    private static final ObjectNode ANYTHING = JsonNodeFactory.instance.objectNode();

    private final JsonNode oldRoot;
    private final JsonNode newRoot;
    private final Effort effort;
    private final boolean stableReferences;
    private final Set<Pair> assumed = new HashSet<>();
    private int budget = BUDGET;

    Widening(JsonNode oldRoot, JsonNode newRoot, Effort effort) {
        this.oldRoot = oldRoot;
        this.newRoot = newRoot;
        this.effort = effort;
        this.stableReferences = LocalReferences.sameTargets(oldRoot, newRoot);
    }

    /** Whatever cannot be proved, by its place in the new schema; empty if all can. */
    List<FieldError> prove(JsonNode before, JsonNode after, String pointer) {
        if (isTrue(after) || before.equals(BooleanNode.FALSE) || same(before, after)) {
            return List.of();
        }
        if (after.equals(BooleanNode.FALSE)) {
            return List.of(new FieldError(pointer, "Allowed before, and now refused whatever the value"));
        }
        if (--budget < 0) {
            return List.of(new FieldError(pointer, TOO_COMPLICATED));
        }
        var pair = new Pair(before, after);
        if (!assumed.add(pair)) {
            return List.of();
        }
        try {
            return proveKeywords(isTrue(before) ? ANYTHING : before, after, pointer);
        } finally {
            assumed.remove(pair);
        }
    }

    /** True if the expression finds something in the name of a member. */
    boolean finds(String regex, String name) {
        return Patterns.find(regex, name, effort);
    }

    boolean holds(JsonNode before, JsonNode after) {
        return prove(before, after, "").isEmpty();
    }

    /** Equal in text and in what the text refers to. */
    boolean same(JsonNode before, JsonNode after) {
        return before.equals(after) && (stableReferences || !LocalReferences.anyIn(after));
    }

    private List<FieldError> proveKeywords(JsonNode before, JsonNode after, String pointer) {
        var errors = new ArrayList<FieldError>();
        for (var member : after.properties()) {
            var name = member.getKey();
            if (!ANNOTATIONS.contains(name) && !name.startsWith("x-")) {
                var place = Pointers.member(pointer, name);
                proveKeyword(name, before, after, place, errors);
            }
        }
        return errors;
    }

    private void proveKeyword(String name, JsonNode before, JsonNode after, String pointer, List<FieldError> errors) {
        if (ValueRules.vacuous(name, before)) {
            return;
        }
        var value = after.get(name);
        switch (name) {
            case "properties", "patternProperties", "additionalProperties" ->
                errors.addAll(new ObjectRules(this, before, after).prove(name, pointer));
            case "items", "prefixItems" -> errors.addAll(new ArrayRules(this, before, after).prove(name, pointer));
            case "allOf", "anyOf", "dependentSchemas" ->
                errors.addAll(new CombinationRules(this, before).prove(name, value, pointer));
            case "$ref" -> errors.addAll(proveReference(before, value, pointer));
            case "if", "then", "else" -> proveTogether(List.of("if", "then", "else"), before, after, pointer, errors);
            case "contains", "minContains", "maxContains" ->
                proveTogether(List.of("contains", "minContains", "maxContains"), before, after, pointer, errors);
            case "unevaluatedProperties", "unevaluatedItems" ->
                require(isTrue(value), pointer, "Cannot be compared unless the whole schema stays as it is", errors);
            case "oneOf", "not", "propertyNames" ->
                require(
                        before.has(name) && same(before.get(name), value),
                        pointer,
                        "Has changed in a way that cannot be compared",
                        errors);
            default -> {
                boolean implied = ValueRules.knows(name)
                        ? ValueRules.implied(name, before, after)
                        : same(before.path(name), value);
                require(implied, pointer, "Is narrower than before, or was not there", errors);
            }
        }
    }

    /** Keywords that mean something only together stay as they are together. */
    private void proveTogether(
            List<String> names, JsonNode before, JsonNode after, String pointer, List<FieldError> errors) {
        boolean meaningless = !after.has(names.getFirst());
        boolean unchanged = names.stream().allMatch(name -> same(before.path(name), after.path(name)));
        require(meaningless || unchanged, pointer, "Has changed in a way that cannot be compared", errors);
    }

    private List<FieldError> proveReference(JsonNode before, JsonNode reference, String pointer) {
        var target = LocalReferences.resolve(newRoot, reference);
        var old = reference.equals(before.get("$ref")) ? LocalReferences.resolve(oldRoot, reference) : before;
        return holds(old, target)
                ? List.of()
                : List.of(new FieldError(pointer, "Refers to something that is narrower than before"));
    }

    static boolean isTrue(JsonNode schema) {
        return schema.isMissingNode() || schema.equals(BooleanNode.TRUE) || (schema.isObject() && schema.isEmpty());
    }

    private static void require(boolean proved, String pointer, String reason, List<FieldError> errors) {
        if (!proved) {
            errors.add(new FieldError(pointer, reason));
        }
    }
}
