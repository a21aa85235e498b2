package dev.millrace.command.jsonschema;

import dev.millrace.schemas.Pointers;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks through a schema for what the schema of schemas cannot see: depth, references that lead out or nowhere, and patterns that do not compile. */
final class SchemaWalk {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_PATTERN = 512;

    /** They move or open the place that references start from, so that a reader could not tell what is meant. */
    private static final Set<String> NOT_SUPPORTED = Set.of(
            "$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor", "$vocabulary");

    /** Under these stands data, not a schema. */
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples", "$comment");

    /** Under these stand members that the client names. */
    private static final Set<String> NAMED =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    private final ObjectNode root;
    private final List<FieldError> errors = new ArrayList<>();

    private SchemaWalk(ObjectNode root) {
        this.root = root;
    }

    static List<FieldError> errors(ObjectNode schema, String prefix) {
        var walk = new SchemaWalk(schema);
        var dialect = schema.path("$schema");
        if (!dialect.isMissingNode()
                && !dialect.asString("").replaceFirst("#$", "").equals(Schemas.DIALECT)) {
            walk.errors.add(new FieldError(prefix + "/$schema", "Expected " + Schemas.DIALECT));
        }
        walk.visit(schema, prefix, 0);
        if (walk.errors.isEmpty() && LocalReferences.circular(schema)) {
            walk.errors.add(new FieldError(prefix, "Expected references that end, but one leads back to itself"));
        }
        return walk.errors;
    }

    private void visit(JsonNode schema, String pointer, int depth) {
        if (depth > MAX_DEPTH) {
            errors.add(new FieldError(pointer, "Expected a schema of at most %d levels".formatted(MAX_DEPTH)));
            return;
        }
        if (schema.isArray()) {
            for (int i = 0; i < schema.size(); i++) {
                visit(schema.get(i), pointer + "/" + i, depth + 1);
            }
        }
        for (var member : schema.properties()) {
            keyword(member.getKey(), member.getValue(), Pointers.member(pointer, member.getKey()), depth);
        }
    }

    private void keyword(String name, JsonNode value, String pointer, int depth) {
        if (NOT_SUPPORTED.contains(name)) {
            errors.add(new FieldError(pointer, "Expected a schema without " + name));
        } else if (name.equals("$ref")) {
            reference(value, pointer);
        } else if (name.equals("pattern") && value.isString()) {
            pattern(value.stringValue(), pointer);
        } else if (NAMED.contains(name) && value.isObject()) {
            named(name, value, pointer, depth);
        } else if (!DATA.contains(name)) {
            visit(value, pointer, depth + 1);
        }
    }

    private void named(String name, JsonNode schemas, String pointer, int depth) {
        for (var member : schemas.properties()) {
            var place = Pointers.member(pointer, member.getKey());
            if (name.equals("patternProperties")) {
                pattern(member.getKey(), place);
            }
            visit(member.getValue(), place, depth + 1);
        }
    }

    private void reference(JsonNode reference, String pointer) {
        var text = reference.asString("");
        if (!LocalReferences.isLocal(text)) {
            errors.add(new FieldError(pointer, "Expected a reference inside the schema, # or #/…, without %"));
        } else if (LocalReferences.resolve(root, reference).isMissingNode()) {
            errors.add(new FieldError(pointer, "Expected a reference to something, but nothing is there"));
        }
    }

    private void pattern(String regex, String pointer) {
        if (regex.length() > MAX_PATTERN) {
            errors.add(new FieldError(pointer, "Expected a pattern of at most %d characters".formatted(MAX_PATTERN)));
            return;
        }
        try {
            var _ = EcmaPattern.compile(regex);
        } catch (PatternSyntaxException | StackOverflowError e) {
            errors.add(new FieldError(pointer, "Expected a regular expression"));
        }
    }
}
