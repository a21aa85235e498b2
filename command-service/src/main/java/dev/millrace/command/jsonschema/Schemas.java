package dev.millrace.command.jsonschema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContextCustomizer;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Compiles and applies schemas of draft 2020-12. Fetches nothing, and stops where a schema and a value together take too much work. Any thread may call it. */
final class Schemas {

    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    /** Problems told at most; the caller needs the first few, not a megabyte of them. */
    private static final int MAX_ERRORS = 20;

    private static final int MAX_DETAIL = 300;
    private static final long MAX_STEPS = 250_000;
    private static final int MAX_DEPTH = 250;

    private static final ExecutionContextCustomizer BOUNDS = (context, _) -> context.executionConfig(
            config -> config.maxEvaluationSteps(MAX_STEPS).maxEvaluationDepth(MAX_DEPTH));

    private final SchemaRegistry registry;

    Schemas() {
        var config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(new BoundedPatterns())
                .pathType(PathType.JSON_POINTER)
                .locale(Locale.ROOT)
                .formatAssertionsEnabled(false)
                .typeLoose(false)
                .losslessNarrowing(true)
                .build();
        registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemaRegistryConfig(config)
                        .schemaCacheEnabled(false)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }

    Schema compile(JsonNode schema) {
        var compiled = registry.getSchema(schema);
        compiled.initializeValidators();
        return compiled;
    }

    /** The schema of schemas. */
    Schema metaSchema() {
        return registry.getSchema(SchemaLocation.of(DIALECT));
    }

    /**
     * What is wrong with the value, in the order in which it was found.
     *
     * @param prefix pointer to the value in whatever the caller sent
     */
    static List<FieldError> errors(Schema schema, JsonNode value, String prefix) {
        try {
            return schema.validate(value, BOUNDS).stream()
                    .limit(MAX_ERRORS)
                    .map(error -> fieldError(error, prefix))
                    .toList();
        } catch (ValidationLimitExceededException | BoundedText.Exhausted e) {
            return List.of(new FieldError(
                    prefix, "Expected a value that can be checked within bounds, but it takes too much work"));
        }
    }

    private static FieldError fieldError(Error error, String prefix) {
        var message = error.getMessage();
        var detail = message.length() <= MAX_DETAIL ? message : message.substring(0, MAX_DETAIL) + "…";
        return new FieldError(prefix + error.getInstanceLocation(), detail);
    }
}
