package dev.millrace.query.row;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.Problem;
import dev.millrace.query.read.Cursor;
import dev.millrace.query.read.Portion;
import dev.millrace.query.read.Snapshot;
import dev.millrace.query.table.TableQueries;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Questions about rows. */
final class RowQueries {

    private RowQueries() {}

    /**
     * A row as it is answered.
     *
     * @param sequence the event that wrote it last
     */
    record View(String row, long version, @JsonRawValue String data, Instant updatedAt, long sequence) {}

    /** A page of rows. */
    record Page(
            List<View> rows,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    /** A row, and what a page goes on after. */
    private record Found(View view, List<String> position) {

        long length() {
            return view.data().length()
                    + position.stream().mapToLong(String::length).sum();
        }
    }

    static View find(OrganizationId organization, TableId table, RowId row, Snapshot snapshot) throws SQLException {
        try (var statement = snapshot.connection()
                .prepareStatement(
                        "select row_id, version, data, updated_at, sequence from query.table_row where organization = ? and table_id = ? and row_id = ?")) {
            statement.setString(1, organization.value());
            statement.setString(2, table.value());
            statement.setString(3, row.value());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new Problem(
                            ErrorCode.NOT_FOUND,
                            "Expected row %s in table %s, but there is none".formatted(row, table));
                }
                return view(rows);
            }
        }
    }

    /**
     * A page of the rows that satisfy the query.
     *
     * @param name   tells this query from others, for the cursor
     * @param cursor where the last page ended; null for the first
     */
    static Page page(
            OrganizationId organization,
            TableId table,
            RowQuery query,
            String name,
            @Nullable String cursor,
            int limit,
            Snapshot snapshot)
            throws SQLException {
        TableQueries.require(organization, table, snapshot);
        int fields = query.order().size();
        var after = cursor == null ? List.<String>of() : position(name, cursor, fields);
        try (var statement =
                RowSql.page(organization, table, query, after, limit + 1).prepare(snapshot.connection())) {
            var found =
                    Portion.read(statement, limit, row -> new Found(view(row), sortValues(row, fields)), Found::length);
            return new Page(
                    found.things().stream().map(Found::view).toList(),
                    found.more() ? Cursor.write(name, found.things().getLast().position()) : null);
        }
    }

    private static List<String> position(String name, String cursor, int fields) {
        var values = Cursor.read(name, cursor, fields + 1);
        try {
            for (var value : values.subList(0, fields)) {
                Json.MAPPER.readTree(value);
            }
            return values;
        } catch (JacksonException e) {
            throw new Problem(ErrorCode.INVALID_CURSOR, "Expected sort values as JSON in the cursor, but found others");
        }
    }

    private static List<String> sortValues(ResultSet row, int fields) throws SQLException {
        var values = new ArrayList<String>(fields + 1);
        for (int i = 0; i < fields; i++) {
            values.add(row.getString(6 + i));
        }
        values.add(row.getString(1));
        return values;
    }

    private static View view(ResultSet row) throws SQLException {
        return new View(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getLong(5));
    }
}
