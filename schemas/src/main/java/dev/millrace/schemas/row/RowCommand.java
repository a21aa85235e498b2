package dev.millrace.schemas.row;

import dev.millrace.schemas.CommandType;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.GeneratedId;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.Subject;
import dev.millrace.schemas.table.TableId;

/** What can be asked of a row. */
public sealed interface RowCommand extends DomainCommand {

    TableId table();

    RowId row();

    @Override
    default Subject target() {
        return row().subject(table());
    }

    /** Writes the row as a whole, whether or not it exists. */
    @CommandType("row.put")
    record PutRow(TableId table, @GeneratedId RowId row, JsonObject data) implements RowCommand {}

    /** Merges into an existing row (RFC 7396): a null removes a member. */
    @CommandType("row.patch")
    record PatchRow(TableId table, RowId row, JsonObject patch) implements RowCommand {}

    @CommandType("row.delete")
    record DeleteRow(TableId table, RowId row) implements RowCommand {}
}
