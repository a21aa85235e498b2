package dev.millrace.query.table;

import dev.millrace.platform.json.Json;
import dev.millrace.query.projection.FeatureProjection;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.table.TableEvent;
import dev.millrace.schemas.table.TableEvent.TableDefined;
import dev.millrace.schemas.table.TableEvent.TableDropped;
import dev.millrace.schemas.table.TableEvent.TableSchemaChanged;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The {@code table_definition} table. Its events are few: a statement each, in their order. */
public final class TableProjection implements FeatureProjection {

    @Override
    public List<Class<? extends DomainEvent>> roots() {
        return List.of(TableEvent.class);
    }

    @Override
    public Changes begin(QuerySchema schema) {
        return new Tables(schema);
    }

    private record Change(EventRecord record, TableEvent event) {}

    private static final class Tables implements Changes {

        private final List<Change> changes = new ArrayList<>();
        private final QuerySchema schema;

        Tables(QuerySchema schema) {
            this.schema = schema;
        }

        @Override
        public void add(EventRecord record, DomainEvent event) {
            if (event instanceof TableEvent tableEvent) {
                changes.add(new Change(record, tableEvent));
            }
        }

        @Override
        public void write(Connection connection) throws SQLException {
            for (var change : changes) {
                switch (change.event()) {
                    case TableDefined defined -> define(change.record(), defined, connection);
                    case TableSchemaChanged changed -> changeSchema(change.record(), changed, connection);
                    case TableDropped dropped -> drop(change.record(), dropped, connection);
                }
            }
        }

        private void define(EventRecord record, TableDefined event, Connection connection) throws SQLException {
            try (var upsert = connection.prepareStatement(schema.in("""
                    insert into %s.table_definition as t
                        (organization, table_id, title, schema, version, sequence, defined_at, updated_at)
                    values (?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz)
                    on conflict (organization, table_id) do update set title = excluded.title, schema = excluded.schema,
                        version = excluded.version, sequence = excluded.sequence, defined_at = excluded.defined_at, updated_at = excluded.updated_at
                    where t.sequence < excluded.sequence
                    """))) {
                upsert.setString(1, record.organization().value());
                upsert.setString(2, event.table().value());
                upsert.setString(3, event.title());
                upsert.setString(4, Json.MAPPER.writeValueAsString(event.schema()));
                upsert.setLong(5, record.entityVersion());
                upsert.setLong(6, record.sequence());
                upsert.setString(7, record.time().toString());
                upsert.setString(8, record.time().toString());
                upsert.executeUpdate();
            }
        }

        private void changeSchema(EventRecord record, TableSchemaChanged event, Connection connection)
                throws SQLException {
            try (var update = connection.prepareStatement(schema.in("""
                    update %s.table_definition set schema = ?, version = ?, sequence = ?, updated_at = ?::timestamptz
                    where organization = ? and table_id = ? and sequence < ?
                    """))) {
                update.setString(1, Json.MAPPER.writeValueAsString(event.schema()));
                update.setLong(2, record.entityVersion());
                update.setLong(3, record.sequence());
                update.setString(4, record.time().toString());
                update.setString(5, record.organization().value());
                update.setString(6, event.table().value());
                update.setLong(7, record.sequence());
                update.executeUpdate();
            }
        }

        private void drop(EventRecord record, TableDropped event, Connection connection) throws SQLException {
            try (var delete = connection.prepareStatement(schema.in(
                    "delete from %s.table_definition where organization = ? and table_id = ? and sequence < ?"))) {
                delete.setString(1, record.organization().value());
                delete.setString(2, event.table().value());
                delete.setLong(3, record.sequence());
                delete.executeUpdate();
            }
        }
    }
}
