package dev.millrace.query.row;

import dev.millrace.platform.json.Json;
import dev.millrace.query.projection.FeatureProjection;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.row.RowEvent;
import dev.millrace.schemas.row.RowEvent.RowDeleted;
import dev.millrace.schemas.row.RowEvent.RowPatched;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableEvent;
import dev.millrace.schemas.table.TableEvent.TableDefined;
import dev.millrace.schemas.table.TableEvent.TableDropped;
import dev.millrace.schemas.table.TableEvent.TableSchemaChanged;
import dev.millrace.schemas.table.TableId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code table_row} table. Of several changes of a row in one batch only the last is written. A dropped table takes its rows along: those from before the
 * batch first, then what the batch has left is written, so that a table defined again in the same batch keeps what came after.
 */
public final class RowProjection implements FeatureProjection {

    @Override
    public List<Class<? extends DomainEvent>> roots() {
        return List.of(RowEvent.class, TableEvent.class);
    }

    @Override
    public Changes begin(QuerySchema schema) {
        return new Rows(new RowStatements(schema));
    }

    /** A table of an organization. */
    record Table(OrganizationId organization, TableId id) {}

    /** The last change of a row: without data it is deleted. */
    record Change(
            Table table,
            RowId row,
            EventRecord record,
            @Nullable String data) {}

    private static final class Rows implements Changes {

        /** By table, so that a drop forgets a table's changes at once. */
        private final Map<Table, Map<RowId, Change>> changes = new LinkedHashMap<>();

        private final Map<Table, Long> drops = new HashMap<>();
        private final RowStatements statements;

        Rows(RowStatements statements) {
            this.statements = statements;
        }

        @Override
        public void add(EventRecord record, DomainEvent event) {
            if (event instanceof RowEvent rowEvent) {
                change(record, rowEvent);
            } else if (event instanceof TableEvent tableEvent) {
                change(record, tableEvent);
            }
        }

        private void change(EventRecord record, RowEvent event) {
            switch (event) { // no default: a new event must not compile until it is projected
                case RowWritten written -> put(record, event, written.data());
                case RowPatched patched -> put(record, event, patched.data());
                case RowDeleted _ -> put(record, event, null);
            }
        }

        private void change(EventRecord record, TableEvent event) {
            switch (event) {
                case TableDropped(var id) -> {
                    var table = new Table(record.organization(), id);
                    changes.remove(table);
                    drops.put(table, record.sequence());
                }
                case TableDefined _, TableSchemaChanged _ -> {
                    // rows stay as they are
                }
            }
        }

        private void put(EventRecord record, RowEvent event, @Nullable JsonObject data) {
            var table = new Table(record.organization(), event.table());
            var json = data == null ? null : Json.MAPPER.writeValueAsString(data);
            changes.computeIfAbsent(table, _ -> new LinkedHashMap<>())
                    .put(event.row(), new Change(table, event.row(), record, json));
        }

        @Override
        public void write(Connection connection) throws SQLException {
            statements.drop(drops, connection);
            var all = changes.values().stream()
                    .flatMap(rows -> rows.values().stream())
                    .toList();
            statements.delete(
                    all.stream().filter(change -> change.data() == null).toList(), connection);
            statements.put(all.stream().filter(change -> change.data() != null).toList(), connection);
        }
    }
}
