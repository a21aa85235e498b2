package dev.millrace.query.rebuild;

import dev.millrace.query.projection.QuerySchema;
import dev.millrace.query.read.ReadSide;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Exchanges the schema that is read for the one that was built beside it. The old one's checkpoints are locked first, so that it stands still; the new one goes on
 * until it is as far; then, with readers kept out for the moment, the names are exchanged. Whoever wrote the old one finds other checkpoints than it expects,
 * reads them again and goes on with the new one: nothing is skipped, nothing counts twice, and no reader sees an earlier state than before.
 */
final class SchemaSwitch {

    /** Where a rebuild builds. */
    static final QuerySchema NEXT = new QuerySchema("query_next");

    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** How many records may be missing before the old schema is made to stand still. */
    private static final long CLOSE = 10_000;

    private static final String BEHIND = """
            select coalesce(sum(greatest(live.next_offset - coalesce(next.next_offset, 0), 0)), 0)
            from query.checkpoint live left join query_next.checkpoint next
                on next.projection = live.projection and next.topic = live.topic and next.partition = live.partition
            """;

    /** Outcomes are kept longer in the table than in their topic. */
    private static final String KEEP_OUTCOMES =
            "insert into query_next.outcome select * from query.outcome on conflict do nothing";

    private final DataSource dataSource;

    SchemaSwitch(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Removes what an earlier rebuild may have left. */
    void dropNext() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            execute(connection, "drop schema if exists query_next cascade");
            execute(connection, "drop schema if exists query_old cascade");
        }
    }

    /** True once little is missing. */
    boolean isClose() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return exists(connection) && behind(connection) < CLOSE;
        }
    }

    /** Exchanges the two. */
    void exchange(Runnable stopBuilding) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                execute(connection, "set local statement_timeout = 0");
                execute(connection, "lock table query.checkpoint in exclusive mode");
                awaitNothingBehind(connection);
                stopBuilding.run();
                execute(connection, KEEP_OUTCOMES);
                execute(connection, "select pg_advisory_xact_lock(" + ReadSide.SWITCH_LOCK + ")");
                execute(connection, "alter schema query rename to query_old");
                execute(connection, "alter schema query_next rename to query");
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
            execute(connection, "drop schema query_old cascade");
            connection.commit();
        }
    }

    private static void awaitNothingBehind(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + CATCH_UP_NANOS;
        while (behind(connection) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the new projections did not catch up in time; try again");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** The runner makes its tables when it starts, a moment after the migrations. */
    private static boolean exists(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select to_regclass('query_next.checkpoint') is not null")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static long behind(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(BEHIND)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
