package dev.millrace.command.table;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Keywords that hold no schemas: what of the old schema implies them. */
final class ValueRules {

    private static final Set<String> ALL_TYPES =
            Set.of("null", "boolean", "number", "string", "array", "object"); // an integer is a number

    /** The type of value that a keyword looks at; it holds for all others. */
    private static final Map<String, String> LOOKS_AT = Map.ofEntries(
            Map.entry("minimum", "number"),
            Map.entry("exclusiveMinimum", "number"),
            Map.entry("maximum", "number"),
            Map.entry("exclusiveMaximum", "number"),
            Map.entry("multipleOf", "number"),
            Map.entry("minLength", "string"),
            Map.entry("maxLength", "string"),
            Map.entry("pattern", "string"),
            Map.entry("minItems", "array"),
            Map.entry("maxItems", "array"),
            Map.entry("uniqueItems", "array"),
            Map.entry("items", "array"),
            Map.entry("prefixItems", "array"),
            Map.entry("contains", "array"),
            Map.entry("minContains", "array"),
            Map.entry("maxContains", "array"),
            Map.entry("minProperties", "object"),
            Map.entry("maxProperties", "object"),
            Map.entry("required", "object"),
            Map.entry("dependentRequired", "object"),
            Map.entry("dependentSchemas", "object"),
            Map.entry("properties", "object"),
            Map.entry("patternProperties", "object"),
            Map.entry("additionalProperties", "object"),
            Map.entry("propertyNames", "object"));

    private static final Set<String> HERE = Set.of(
            "type",
            "enum",
            "const",
            "minimum",
            "exclusiveMinimum",
            "maximum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "required",
            "dependentRequired");

    private ValueRules() {}

    static boolean knows(String name) {
        return HERE.contains(name);
    }

    /** True if the keyword looks at a type of value that the old schema never allowed. */
    static boolean vacuous(String name, JsonNode before) {
        var type = LOOKS_AT.get(name);
        return type != null && !types(before).contains(type);
    }

    /** True if the old schema implies the keyword of the new one. */
    static boolean implied(String name, JsonNode before, JsonNode after) {
        var value = after.get(name);
        return switch (name) {
            case "type" -> typesWithin(before, after);
            case "enum" -> valuesWithin(before, value.values());
            case "const" -> valuesWithin(before, List.of(value));
            case "minimum" ->
                atLeast(before.path("minimum"), value, true) || atLeast(before.path("exclusiveMinimum"), value, true);
            case "exclusiveMinimum" ->
                atLeast(before.path("minimum"), value, false) || atLeast(before.path("exclusiveMinimum"), value, true);
            case "maximum" ->
                atLeast(value, before.path("maximum"), true) || atLeast(value, before.path("exclusiveMaximum"), true);
            case "exclusiveMaximum" ->
                atLeast(value, before.path("maximum"), false) || atLeast(value, before.path("exclusiveMaximum"), true);
            case "multipleOf" -> isMultiple(before.path(name), value);
            case "minLength", "minItems", "minProperties" ->
                value.decimalValue().signum() <= 0 || atLeast(before.path(name), value, true);
            case "maxLength", "maxItems", "maxProperties" -> atLeast(value, before.path(name), true);
            case "uniqueItems" -> !value.asBoolean(false) || before.path(name).asBoolean(false);
            case "required" -> texts(before.path(name)).containsAll(texts(value));
            case "dependentRequired" -> dependenciesWithin(before, value);
            default -> before.path(name).equals(value);
        };
    }

    private static boolean typesWithin(JsonNode before, JsonNode after) {
        var now = texts(after.get("type"));
        return exactTypes(before).stream()
                .allMatch(type -> now.contains(type) || (type.equals("integer") && now.contains("number")));
    }

    /** The types that the old schema allows, an integer counted as a number. */
    private static Set<String> types(JsonNode before) {
        return exactTypes(before).stream()
                .map(type -> type.equals("integer") ? "number" : type)
                .collect(Collectors.toSet());
    }

    private static Set<String> exactTypes(JsonNode before) {
        if (before.has("type")) {
            return texts(before.get("type"));
        }
        if (before.has("const")) {
            return Set.of(type(before.get("const")));
        }
        if (before.has("enum")) {
            return before.get("enum").valueStream().map(ValueRules::type).collect(Collectors.toSet());
        }
        return ALL_TYPES;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case STRING -> "string";
            case ARRAY -> "array";
            case OBJECT, BINARY, MISSING, POJO -> "object";
        };
    }

    private static boolean valuesWithin(JsonNode before, Iterable<JsonNode> allowed) {
        var now = new HashSet<JsonNode>();
        allowed.forEach(now::add);
        if (before.has("const")) {
            return now.contains(before.get("const"));
        }
        return before.has("enum") && before.get("enum").valueStream().allMatch(now::contains);
    }

    private static boolean dependenciesWithin(JsonNode before, JsonNode after) {
        var always = texts(before.path("required"));
        return after.properties().stream().allMatch(member -> {
            var implied = new HashSet<>(texts(before.path("dependentRequired").path(member.getKey())));
            implied.addAll(always);
            return implied.containsAll(texts(member.getValue()));
        });
    }

    private static boolean isMultiple(JsonNode before, JsonNode after) {
        return before.isNumber()
                && before.decimalValue().remainder(after.decimalValue()).signum() == 0;
    }

    /** True if both are numbers and the first is not less; or greater, where equal is not enough. */
    private static boolean atLeast(JsonNode greater, JsonNode smaller, boolean equalSuffices) {
        if (!greater.isNumber() || !smaller.isNumber()) {
            return false;
        }
        BigDecimal first = greater.decimalValue();
        int order = first.compareTo(smaller.decimalValue());
        return equalSuffices ? order >= 0 : order > 0;
    }

    private static Set<String> texts(JsonNode oneOrMany) {
        return oneOrMany.isArray()
                ? oneOrMany.valueStream().map(node -> node.asString("")).collect(Collectors.toSet())
                : oneOrMany.isString() ? Set.of(oneOrMany.stringValue()) : Set.of();
    }
}
