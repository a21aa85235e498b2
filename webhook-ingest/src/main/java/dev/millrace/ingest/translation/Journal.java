package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.ingest.delivery.Position;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** What the translator writes down about deliveries before it acts. */
final class Journal {

    private Journal() {}

    /**
     * A row as it stands after the reader has met its record.
     *
     * @param position the place that counts: that of the first record with this key
     */
    record Entry(DeliveryState state, int attempt, Position position) {

        boolean isTranslated() {
            return state.isTranslated();
        }

        /** An attempt that nobody has finished goes on as it is, because another may be at it: the same command has one effect. */
        int nextAttempt() {
            return isTranslated() ? attempt + 1 : attempt;
        }
    }

    /** Marks each delivery as stored where it lies, unless somebody has; a row that is missing (purged, or lost with the database) comes back. */
    static Map<DeliveryKey, Entry> meet(SortedMap<DeliveryKey, Located> deliveries, Connection connection)
            throws SQLException {
        insertMissing(deliveries.values(), connection);
        markClaimed(deliveries, connection);
        return entries(deliveries.keySet(), connection);
    }

    private static void insertMissing(Collection<Located> deliveries, Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into ingest.delivery
                    (organization, source, delivery_id, event, content_type, received_at, partition, record_offset, state)
                select *, 'stored' from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::int[], ?::bigint[])
                on conflict do nothing""")) {
            int next = KeyArrays.bindKeys(
                    insert, deliveries.stream().map(Located::key).toList());
            insert.setArray(
                    next++,
                    KeyArrays.texts(
                            insert, deliveries, located -> located.delivery().event()));
            insert.setArray(
                    next++,
                    KeyArrays.texts(
                            insert, deliveries, located -> located.delivery().contentType()));
            insert.setArray(
                    next++,
                    KeyArrays.array(
                            connection,
                            "timestamptz",
                            deliveries,
                            located -> located.delivery().receivedAt().atOffset(ZoneOffset.UTC)));
            insert.setArray(
                    next++,
                    KeyArrays.numbers(
                            insert, deliveries, located -> located.position().partition()));
            insert.setArray(
                    next,
                    KeyArrays.array(
                            connection,
                            "int8",
                            deliveries,
                            located -> located.position().offset()));
            insert.executeUpdate();
        }
    }

    private static void markClaimed(SortedMap<DeliveryKey, Located> deliveries, Connection connection)
            throws SQLException {
        lock(deliveries.keySet(), connection);
        try (var update = connection.prepareStatement("""
                update ingest.delivery d
                set state = 'stored', partition = k.partition, record_offset = k.record_offset, updated_at = clock_timestamp()
                from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[]) k(organization, source, delivery_id, partition, record_offset)
                where d.organization = k.organization and d.source = k.source and d.delivery_id = k.delivery_id
                  and d.state = 'claimed'""")) {
            int next = KeyArrays.bindKeys(update, deliveries.keySet());
            update.setArray(
                    next++,
                    KeyArrays.numbers(
                            update,
                            deliveries.values(),
                            located -> located.position().partition()));
            update.setArray(
                    next,
                    KeyArrays.array(
                            connection,
                            "int8",
                            deliveries.values(),
                            located -> located.position().offset()));
            update.executeUpdate();
        }
    }

    /** Locks rows in the one order that everybody keeps, and waits for whoever has them. */
    static void lock(Collection<DeliveryKey> sortedKeys, Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("""
                select 1 from ingest.delivery d
                join unnest(?::text[], ?::text[], ?::text[]) with ordinality k(organization, source, delivery_id, place)
                  on d.organization = k.organization and d.source = k.source and d.delivery_id = k.delivery_id
                order by k.place for update of d""")) {
            KeyArrays.bindKeys(select, sortedKeys);
            select.execute();
        }
    }

    private static Map<DeliveryKey, Entry> entries(Collection<DeliveryKey> keys, Connection connection)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                select d.* from ingest.delivery d
                join unnest(?::text[], ?::text[], ?::text[]) k(organization, source, delivery_id)
                  on d.organization = k.organization and d.source = k.source and d.delivery_id = k.delivery_id""")) {
            KeyArrays.bindKeys(select, keys);
            var entries = new HashMap<DeliveryKey, Entry>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.put(key(rows), entry(rows));
                }
            }
            return entries;
        }
    }

    /**
     * Writes commands down before they are sent; that of a repeated translation stands there already. Once there was a command for each mapping: where such a
     * translation was cut off, its commands may never have been sent, and the delivery no longer waits for them.
     */
    static void intend(List<Planned.Rows> planned, Connection connection) throws SQLException {
        if (planned.isEmpty()) {
            return;
        }
        execute("""
                delete from ingest.delivery_command c
                using unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::uuid[]) k(organization, source, delivery_id, attempt, command_id)
                where c.organization = k.organization and c.source = k.source and c.delivery_id = k.delivery_id
                  and c.attempt = k.attempt and c.command_id <> k.command_id""", planned, connection);
        execute("""
                insert into ingest.delivery_command (organization, source, delivery_id, attempt, command_id, mapping)
                select *, 0 from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::uuid[]) on conflict do nothing""", planned, connection);
    }

    private static void execute(String sql, List<Planned.Rows> planned, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            int next = KeyArrays.bindKeys(
                    statement, planned.stream().map(Planned.Rows::key).toList());
            statement.setArray(next++, KeyArrays.numbers(statement, planned, Planned.Rows::attempt));
            statement.setArray(
                    next,
                    KeyArrays.array(
                            connection, "uuid", planned, rows -> rows.id().value()));
            statement.executeUpdate();
        }
    }

    /** The key in a row. */
    static DeliveryKey key(ResultSet row) throws SQLException {
        return new DeliveryKey(
                new OrganizationId(row.getString("organization")),
                new WebhookSourceId(row.getString("source")),
                row.getString("delivery_id"));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                DeliveryState.of(row.getString("state")).orElseThrow(),
                row.getInt("attempt"),
                new Position(row.getInt("partition"), row.getLong("record_offset")));
    }
}
