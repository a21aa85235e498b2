package dev.millrace.command.table;

import dev.millrace.command.processing.CommandRejected;
import dev.millrace.command.processing.Effort;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.util.List;

/**
 * Whether every row that one schema allows is allowed by another, told from the two schemas alone. Conservative: what cannot be shown to be as wide or wider counts
 * as breaking.
 */
final class SchemaChange {

    private static final int MAX_ERRORS = 20;

    private SchemaChange() {}

    /** Fails with {@link ErrorCode#INCOMPATIBLE_SCHEMA} and the places that might refuse a row. */
    static void requireCompatible(JsonObject before, JsonObject after, String prefix, Effort effort) {
        var errors = breaking(before, after, prefix, effort);
        if (!errors.isEmpty()) {
            throw new CommandRejected(
                    ErrorCode.INCOMPATIBLE_SCHEMA,
                    "Expected a schema that allows every row the present one allows, but it might not; force overrides",
                    errors);
        }
    }

    /** The places of the new schema that might refuse what the old one allows. */
    static List<FieldError> breaking(JsonObject before, JsonObject after, String prefix, Effort effort) {
        try {
            return new Widening(before.node(), after.node(), effort)
                    .prove(before.node(), after.node(), prefix).stream()
                            .limit(MAX_ERRORS)
                            .toList();
        } catch (Effort.Exhausted e) {
            return List.of(new FieldError(prefix, Widening.TOO_COMPLICATED));
        }
    }
}
