package dev.millrace.command.jsonschema;

import com.networknt.schema.Schema;
import dev.millrace.command.processing.CommandRejected;
import dev.millrace.command.processing.Effort;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a table's schema may be: valid draft 2020-12, about an object, complete in itself, and of bounded size. Anything else is {@link ErrorCode#INVALID_SCHEMA}. Any
 * thread may call it.
 */
public final class SchemaCheck {

    private static final int MAX_BYTES = 64 * 1024;

    private final Schemas schemas = new Schemas();
    private final Schema metaSchema = schemas.metaSchema();

    /**
     * Fails unless the schema is fit for a table.
     *
     * @param prefix pointer to the schema in the command's data
     */
    public void check(JsonObject schema, String prefix, Effort effort) {
        int size = Json.MAPPER.writeValueAsBytes(schema).length;
        if (size > MAX_BYTES) {
            throw invalid(List.of(new FieldError(
                    prefix, "Expected at most %d bytes, but the schema has %d".formatted(MAX_BYTES, size))));
        }
        require(SchemaWalk.errors(schema.node(), prefix));
        require(Schemas.errors(metaSchema, schema.node(), prefix, effort));
        requireObject(schema.node(), prefix);
        compile(schema, prefix);
    }

    /** Whatever the library still refuses. */
    private void compile(JsonObject schema, String prefix) {
        try {
            schemas.compile(schema.node());
        } catch (RuntimeException | StackOverflowError e) {
            throw invalid(List.of(new FieldError(prefix, "Expected a schema that can be compiled, but it cannot")));
        }
    }

    private static void requireObject(ObjectNode schema, String prefix) {
        var type = schema.path("type");
        boolean object = type.isMissingNode()
                || (type.isString() && type.stringValue().equals("object"))
                || type.valueStream()
                        .anyMatch(one -> one.isString() && one.stringValue().equals("object"));
        if (!object) {
            throw invalid(List.of(new FieldError(prefix + "/type", "Expected a row to be an object")));
        }
    }

    private static void require(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw invalid(errors);
        }
    }

    private static CommandRejected invalid(List<FieldError> errors) {
        return new CommandRejected(
                ErrorCode.INVALID_SCHEMA,
                "Expected a JSON Schema of draft 2020-12 for an object, but %d thing(s) are wrong"
                        .formatted(errors.size()),
                errors);
    }
}
