package dev.millrace.schemas.table;

import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.EventType;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.Subject;

/** Everything that can happen to a table. */
public sealed interface TableEvent extends DomainEvent {

    TableId table();

    @Override
    default Subject subject() {
        return table().subject();
    }

    @EventType("table.defined")
    record TableDefined(TableId table, String title, JsonObject schema) implements TableEvent {}

    @EventType("table.schema-changed")
    record TableSchemaChanged(TableId table, JsonObject schema) implements TableEvent {}

    /** The table is gone, and every row it had; a table defined later under the same name starts empty. */
    @EventType("table.dropped")
    record TableDropped(TableId table) implements TableEvent {}
}
