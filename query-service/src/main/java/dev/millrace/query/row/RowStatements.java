package dev.millrace.query.row;

import dev.millrace.platform.time.Timestamps;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.query.row.RowProjection.Change;
import dev.millrace.query.row.RowProjection.Table;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes many rows with one statement: a column is an array. Nothing that a later event has written is touched. */
final class RowStatements {

    private final String drop;
    private final String delete;
    private final String put;

    RowStatements(QuerySchema schema) {
        drop = schema.in("delete from %s.table_row where organization = ? and table_id = ? and sequence < ?");
        delete = schema.in("""
                delete from %s.table_row r
                using unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) as gone (organization, table_id, row_id, sequence)
                where r.organization = gone.organization and r.table_id = gone.table_id and r.row_id = gone.row_id and r.sequence < gone.sequence
                """);
        put = schema.in("""
                insert into %s.table_row as r (organization, table_id, row_id, sequence, version, updated_at, data)
                select organization, table_id, row_id, sequence, version, updated_at::timestamptz, data::jsonb
                from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
                    as new (organization, table_id, row_id, sequence, version, updated_at, data)
                on conflict (organization, table_id, row_id) do update set sequence = excluded.sequence, version = excluded.version,
                    updated_at = excluded.updated_at, data = excluded.data
                where r.sequence < excluded.sequence
                """);
    }

    void drop(Map<Table, Long> drops, Connection connection) throws SQLException {
        for (var dropped : drops.entrySet()) {
            try (var statement = connection.prepareStatement(drop)) {
                statement.setString(1, dropped.getKey().organization().value());
                statement.setString(2, dropped.getKey().id().value());
                statement.setLong(3, dropped.getValue());
                statement.executeUpdate();
            }
        }
    }

    void delete(List<Change> changes, Connection connection) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(delete)) {
            bindKeys(statement, changes, connection);
            statement.executeUpdate();
        }
    }

    void put(List<Change> changes, Connection connection) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(put)) {
            bindKeys(statement, changes, connection);
            statement.setArray(
                    5, column("bigint", changes, change -> change.record().entityVersion(), connection));
            statement.setArray(
                    6,
                    column(
                            "text",
                            changes,
                            change -> Timestamps.text(change.record().time()),
                            connection));
            statement.setArray(7, column("text", changes, change -> String.valueOf(change.data()), connection));
            statement.executeUpdate();
        }
    }

    private static void bindKeys(PreparedStatement statement, List<Change> changes, Connection connection)
            throws SQLException {
        statement.setArray(
                1,
                column("text", changes, change -> change.table().organization().value(), connection));
        statement.setArray(
                2, column("text", changes, change -> change.table().id().value(), connection));
        statement.setArray(3, column("text", changes, change -> change.row().value(), connection));
        statement.setArray(
                4, column("bigint", changes, change -> change.record().sequence(), connection));
    }

    private static <T> Array column(String type, List<Change> changes, Function<Change, T> value, Connection connection)
            throws SQLException {
        Object[] values = type.equals("text") ? new String[changes.size()] : new Long[changes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(changes.get(i));
        }
        return connection.createArrayOf(type, values);
    }
}
