package dev.millrace.query.table;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.millrace.platform.web.Problem;
import dev.millrace.query.read.Portion;
import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.table.TableId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Questions about tables. */
public final class TableQueries {

    private static final String COLUMNS =
            "select table_id, title, schema, version, defined_at, updated_at from query.table_definition";

    private TableQueries() {}

    /** A table as it is answered. */
    record View(
            String table,
            String title,
            @JsonRawValue String schema,
            long version,
            Instant definedAt,
            Instant updatedAt) {}

    static View find(OrganizationId organization, TableId table, Snapshot snapshot) throws SQLException {
        try (var statement =
                snapshot.connection().prepareStatement(COLUMNS + " where organization = ? and table_id = ?")) {
            statement.setString(1, organization.value());
            statement.setString(2, table.value());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw notFound(table);
                }
                return view(rows);
            }
        }
    }

    /** The tables whose id comes after the given text, in the order of their ids. */
    static Portion<View> list(OrganizationId organization, String after, int limit, Snapshot snapshot)
            throws SQLException {
        try (var statement = snapshot.connection()
                .prepareStatement(COLUMNS + " where organization = ? and table_id > ? order by table_id limit ?")) {
            statement.setString(1, organization.value());
            statement.setString(2, after);
            statement.setInt(3, limit + 1);
            return Portion.read(
                    statement,
                    limit,
                    TableQueries::view,
                    table -> table.schema().length());
        }
    }

    /** Fails with {@code NOT_FOUND} unless the table is defined. */
    public static void require(OrganizationId organization, TableId table, Snapshot snapshot) throws SQLException {
        try (var statement = snapshot.connection()
                .prepareStatement("select 1 from query.table_definition where organization = ? and table_id = ?")) {
            statement.setString(1, organization.value());
            statement.setString(2, table.value());
            try (var rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw notFound(table);
                }
            }
        }
    }

    private static Problem notFound(TableId table) {
        return new Problem(ErrorCode.NOT_FOUND, "Expected table %s, but there is none".formatted(table));
    }

    private static View view(ResultSet row) throws SQLException {
        return new View(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }
}
