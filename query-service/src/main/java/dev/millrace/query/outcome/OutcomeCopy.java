package dev.millrace.query.outcome;

import dev.millrace.query.projection.QuerySchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Saves outcomes over a rebuild, because most of them are older than their topic. To be run when the rebuilt projection has caught up: what is new in the schema in
 * use from then on is new in the topic as well, and the projection finds it there. An outcome that it has found already stays, being at least as new.
 */
public final class OutcomeCopy {

    private static final int AT_A_TIME = 10_000;
    private static final String DEADLOCK = "40P01";

    private final DataSource dataSource;

    /** Copies through a data source. */
    public OutcomeCopy(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private record Key(String organization, UUID command) {

        static final Key BEFORE_ALL = new Key("", new UUID(0, 0));
    }

    /** Copies what the other schema lacks, some at a time; false if it was stopped on the way. */
    public boolean into(QuerySchema next, BooleanSupplier stopping) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var last = Optional.of(Key.BEFORE_ALL);
            while (last.isPresent() && !stopping.getAsBoolean()) {
                last = copySome(next, last.orElseThrow(), connection);
            }
            return last.isEmpty();
        }
    }

    /** The last of those that were looked at; empty if there was none any more. */
    private static Optional<Key> copySome(QuerySchema next, Key after, Connection connection) throws SQLException {
        try {
            var last = copy(next, after, connection);
            connection.commit();
            return last;
        } catch (SQLException e) {
            connection.rollback();
            if (DEADLOCK.equals(e.getSQLState())) {
                return Optional.of(after); // the projection was just writing some of them
            }
            throw e;
        }
    }

    private static Optional<Key> copy(QuerySchema next, Key after, Connection connection) throws SQLException {
        try (var copy = connection.prepareStatement(next.in("""
                with page as (
                    select organization, command_id, outcome, recorded_at from query.outcome
                    where (organization, command_id) > (?, ?) order by organization, command_id limit ?),
                copied as (
                    insert into %s.outcome (organization, command_id, outcome, recorded_at)
                    select organization, command_id, outcome, recorded_at from page on conflict do nothing)
                select organization, command_id from page order by organization desc, command_id desc limit 1
                """))) {
            bind(after, copy);
            try (var rows = copy.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Key(rows.getString(1), rows.getObject(2, UUID.class)))
                        : Optional.empty();
            }
        }
    }

    private static void bind(Key after, PreparedStatement copy) throws SQLException {
        copy.setString(1, after.organization());
        copy.setObject(2, after.command());
        copy.setInt(3, AT_A_TIME);
    }
}
