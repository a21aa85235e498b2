package dev.millrace.command.jsonschema;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.networknt.schema.Schema;
import dev.millrace.command.processing.CommandRejected;
import dev.millrace.command.processing.Effort;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.JsonObject;
import tools.jackson.databind.node.ObjectNode;

/** Checks rows against the schema of their table. Compiled schemas are remembered for as long as the table itself is. Any thread may call it. */
public final class RowValidation {

    private static final long MAX_COMPILED = 1_000;

    private final Schemas schemas = new Schemas();

    /** By identity: a tree of 64 KB is not compared for each of its rows. */
    private final Cache<ObjectNode, Schema> compiled =
            Caffeine.newBuilder().weakKeys().maximumSize(MAX_COMPILED).build();

    /**
     * Fails with {@link ErrorCode#ROW_INVALID} if the row does not satisfy the schema.
     *
     * @param prefix pointer to the row in the command's data
     */
    public void check(JsonObject schema, JsonObject row, String prefix, Effort effort) {
        if (schema.node().isEmpty()) {
            return;
        }
        var errors = Schemas.errors(compiled.get(schema.node(), schemas::compile), row.node(), prefix, effort);
        if (!errors.isEmpty()) {
            throw new CommandRejected(
                    ErrorCode.ROW_INVALID,
                    "Expected a row that satisfies the table's schema, but %d thing(s) are wrong"
                            .formatted(errors.size()),
                    errors);
        }
    }
}
