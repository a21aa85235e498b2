package dev.millrace.query.organization;

import dev.millrace.platform.json.Json;
import dev.millrace.query.projection.FeatureProjection;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.organization.OrganizationEvent;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationCreated;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationRenamed;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationSettingsChanged;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The {@code organization} table. Its events are few: a statement each. */
public final class OrganizationProjection implements FeatureProjection {

    @Override
    public List<Class<? extends DomainEvent>> roots() {
        return List.of(OrganizationEvent.class);
    }

    @Override
    public Changes begin(QuerySchema schema) {
        return new Organizations(schema);
    }

    private record Change(EventRecord record, OrganizationEvent event) {}

    private static final class Organizations implements Changes {

        private final List<Change> changes = new ArrayList<>();
        private final QuerySchema schema;

        Organizations(QuerySchema schema) {
            this.schema = schema;
        }

        @Override
        public void add(EventRecord record, DomainEvent event) {
            if (event instanceof OrganizationEvent organizationEvent) {
                changes.add(new Change(record, organizationEvent));
            }
        }

        @Override
        public void write(Connection connection) throws SQLException {
            for (var change : changes) {
                write(change.record(), change.event(), connection);
            }
        }

        private void write(EventRecord record, OrganizationEvent event, Connection connection) throws SQLException {
            switch (event) {
                case OrganizationCreated(var name) -> create(record, name, connection);
                case OrganizationRenamed(var name) -> set("name = ?", record, name, connection);
                case OrganizationSettingsChanged(var settings) ->
                    set("settings = ?::jsonb", record, Json.MAPPER.writeValueAsString(settings), connection);
            }
        }

        private void create(EventRecord record, String name, Connection connection) throws SQLException {
            try (var insert = connection.prepareStatement(schema.in("""
                    insert into %s.organization (organization, name, version, sequence, created_at, updated_at)
                    values (?, ?, ?, ?, ?::timestamptz, ?::timestamptz) on conflict do nothing
                    """))) {
                insert.setString(1, record.organization().value());
                insert.setString(2, name);
                insert.setLong(3, record.entityVersion());
                insert.setLong(4, record.sequence());
                insert.setString(5, record.time().toString());
                insert.setString(6, record.time().toString());
                insert.executeUpdate();
            }
        }

        private void set(String column, EventRecord record, String value, Connection connection) throws SQLException {
            try (PreparedStatement update = connection.prepareStatement(
                    schema.in(
                            "update %s.organization set " + column
                                    + ", version = ?, sequence = ?, updated_at = ?::timestamptz where organization = ? and sequence < ?"))) {
                update.setString(1, value);
                update.setLong(2, record.entityVersion());
                update.setLong(3, record.sequence());
                update.setString(4, record.time().toString());
                update.setString(5, record.organization().value());
                update.setLong(6, record.sequence());
                update.executeUpdate();
            }
        }
    }
}
