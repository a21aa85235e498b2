package dev.millrace.query.projection;

import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.table.TableEvent.TableDropped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Events whose organization is further already: repeated records, which change nothing, and parked ones that are retried. A retried event enters the event log
 * in its place; it changes its entity only where nothing later has happened to that.
 */
final class LateEvents {

    private static final String DROPPED = Catalogue.typeOf(TableDropped.class).value();

    private final QuerySchema schema;
    private final List<FeatureProjection> features;
    private final String isKnown;
    private final String isSuperseded;

    LateEvents(QuerySchema schema, List<FeatureProjection> features) {
        this.schema = schema;
        this.features = features;
        this.isKnown = schema.in("select exists (select from %s.event where organization = ? and sequence = ?)");
        this.isSuperseded = schema.in("""
                select exists (select from %s.event where organization = ? and sequence > ?
                and (subject = ? or (type = ? and starts_with(?, subject || '/'))))
                """);
    }

    void apply(DecodedEvent event, Connection connection) throws SQLException {
        if (isKnown(event, connection)) {
            return;
        }
        // a drop removes only what is older than itself, so it is right at any time
        boolean logOnly = !event.record().type().equals(DROPPED) && isSuperseded(event, connection);
        for (var feature : logOnly ? features.subList(0, 1) : features) {
            var changes = feature.begin(schema);
            changes.add(event.record(), event.event());
            changes.write(connection);
        }
    }

    private boolean isKnown(DecodedEvent event, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(isKnown)) {
            statement.setString(1, event.record().organization().value());
            statement.setLong(2, event.record().sequence());
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private boolean isSuperseded(DecodedEvent event, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(isSuperseded)) {
            statement.setString(1, event.record().organization().value());
            statement.setLong(2, event.record().sequence());
            statement.setString(3, event.record().subject().path());
            statement.setString(4, DROPPED);
            statement.setString(5, event.record().subject().path());
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
