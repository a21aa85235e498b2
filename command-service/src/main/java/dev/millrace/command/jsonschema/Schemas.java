package dev.millrace.command.jsonschema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContextCustomizer;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.ValidationLimitExceededException.LimitKind;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import dev.millrace.command.processing.Effort;
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
    private static final int MAX_DEPTH = 250;

    /** An evaluation of a keyword takes some 0.2 µs. */
    private static final long STEPS_OF_EVALUATION = 50;

    private static final long FEW_EVALUATIONS = 64;
    private static final long MOST_EVALUATIONS = 4096 * FEW_EVALUATIONS;
    private static final int MORE = 4;

    private final SchemaRegistry registry;

    Schemas() {
        var config = SchemaRegistryConfig.builder()
                .regularExpressionFactory(Patterns.factory())
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
    static List<FieldError> errors(Schema schema, JsonNode value, String prefix, Effort effort) {
        try {
            return Patterns.spending(effort, () -> validate(schema, value, effort)).stream()
                    .limit(MAX_ERRORS)
                    .map(error -> fieldError(error, prefix))
                    .toList();
        } catch (ValidationLimitExceededException | Effort.Exhausted e) {
            return List.of(
                    new FieldError(
                            prefix,
                            "Expected a value that can be checked within bounds, alone and with the rest of its batch, but it takes too much work"));
        }
    }

    /** The library tells that a bound was reached, but not what was needed; with a bound that grows, what is paid for is at most some five times as much. */
    private static List<Error> validate(Schema schema, JsonNode value, Effort effort) {
        for (long evaluations = FEW_EVALUATIONS; ; evaluations *= MORE) {
            effort.spend(evaluations * STEPS_OF_EVALUATION);
            try {
                return schema.validate(value, bounds(evaluations));
            } catch (ValidationLimitExceededException e) {
                if (e.getLimitKind() != LimitKind.EVALUATION_STEPS || evaluations >= MOST_EVALUATIONS) {
                    throw e;
                }
            }
        }
    }

    private static ExecutionContextCustomizer bounds(long evaluations) {
        return (context, _) -> context.executionConfig(
                config -> config.maxEvaluationSteps(evaluations).maxEvaluationDepth(MAX_DEPTH));
    }

    private static FieldError fieldError(Error error, String prefix) {
        var message = error.getMessage();
        var detail = message.length() <= MAX_DETAIL ? message : message.substring(0, MAX_DETAIL) + "…";
        return new FieldError(prefix + error.getInstanceLocation(), detail);
    }
}
