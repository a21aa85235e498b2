package dev.millrace.schemas.row;

import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.EventType;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.Subject;
import dev.millrace.schemas.table.TableId;

/** Everything that can happen to a row. Its version is the entity version of the envelope. */
public sealed interface RowEvent extends DomainEvent {

    TableId table();

    RowId row();

    @Override
    default Subject subject() {
        return row().subject(table());
    }

    /** The row was written as a whole: new, or in place of what was there. */
    @EventType("row.written")
    record RowWritten(TableId table, RowId row, JsonObject data) implements RowEvent {}

    /**
     * The row was changed in part.
     *
     * @param patch what was asked for (RFC 7396)
     * @param data  the whole row after it, so that no consumer needs an earlier event to know the row
     */
    @EventType("row.patched")
    record RowPatched(TableId table, RowId row, JsonObject patch, JsonObject data) implements RowEvent {}

    @EventType("row.deleted")
    record RowDeleted(TableId table, RowId row) implements RowEvent {}
}
