package dev.millrace.schemas.table;

import dev.millrace.schemas.CommandType;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.GeneratedId;
import dev.millrace.schemas.Limits;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.Subject;
import org.jspecify.annotations.Nullable;

/** What can be asked of a table. */
public sealed interface TableCommand extends DomainCommand {

    TableId table();

    @Override
    default Subject target() {
        return table().subject();
    }

    /**
     * Defines a table.
     *
     * @param title  what people call it; the table's id where left out
     * @param schema JSON Schema, draft 2020-12, of one row; any object where left out
     */
    @CommandType("table.define")
    record DefineTable(
            @GeneratedId TableId table,
            @Nullable @Limits(min = 1, max = 200) String title,
            @Nullable JsonObject schema) implements TableCommand {}

    /**
     * Puts another schema in place of the present one.
     *
     * @param force true to allow a schema that existing rows might not satisfy; they stay as they are until they are written again
     */
    @CommandType("table.change-schema")
    record ChangeTableSchema(
            TableId table, JsonObject schema, @Nullable Boolean force) implements TableCommand {}

    /** Removes the table with all its rows. */
    @CommandType("table.drop")
    record DropTable(TableId table) implements TableCommand {}
}
