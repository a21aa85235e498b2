package dev.millrace.query.rebuild;

import dev.millrace.query.projection.QuerySchema;
import dev.millrace.query.read.ReadSide;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Puts the rebuilt schema in the place of the one in use.
 *
 * <p>All in one transaction: the checkpoints in use are locked, which stops their projections on every node; the rebuilt ones go on until they are as far; readers
 * are kept out for the moment of the exchange; the old checkpoints are spoilt, so that whoever still waits for them finds itself fenced and looks for its position
 * again, in the new schema. If any of it does not succeed in time, nothing has happened.
 */
final class SchemaSwitch {

    static final QuerySchema NEXT = new QuerySchema("query_next");
    private static final String OLD = "query_old";
    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_AGAIN_MILLIS = 10;
    private static final String LOCK_TIMEOUT = "55P03";

    private static final String BEHIND = """
            select exists (select from query.checkpoint live left join query_next.checkpoint next using (projection, topic, partition)
            where coalesce(next.next_offset, 0) < live.next_offset)
            """;

    private final DataSource dataSource;
    private final CountDownLatch stopped;

    SchemaSwitch(DataSource dataSource, CountDownLatch stopped) {
        this.dataSource = dataSource;
        this.stopped = stopped;
    }

    /** True if the schemas were exchanged; false if it could not be done just now. */
    boolean attempt() throws SQLException, InterruptedException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                boolean done = exchange(statement);
                if (done) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                return done;
            } catch (SQLException e) {
                connection.rollback();
                if (LOCK_TIMEOUT.equals(e.getSQLState())) {
                    return false; // readers were in the way
                }
                throw e;
            }
        }
    }

    private boolean exchange(Statement statement) throws SQLException, InterruptedException {
        statement.execute("set local lock_timeout = '5s'");
        statement.execute("select 1 from query.checkpoint for update");
        if (!awaitCaughtUp(statement)) {
            return false;
        }
        statement.execute("select 1 from query_next.checkpoint for update");
        statement.execute("set local lock_timeout = '2s'");
        statement.execute("select pg_advisory_xact_lock(" + ReadSide.SWITCH_LOCK + ")");
        statement.execute("update query.checkpoint set next_offset = -1");
        statement.execute("alter schema query rename to " + OLD);
        statement.execute("alter schema " + NEXT.name() + " rename to query");
        return true;
    }

    private boolean awaitCaughtUp(Statement statement) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + CATCH_UP_NANOS;
        while (System.nanoTime() < deadline) {
            try (var rows = statement.executeQuery(BEHIND)) {
                if (rows.next() && !rows.getBoolean(1)) {
                    return true;
                }
            }
            if (stopped.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return false;
    }

    /** Removes what an earlier rebuild has left, finished or not, however long that takes. */
    static void clear(Connection connection) throws SQLException {
        int timeoutMillis = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        try (var statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0");
            statement.execute("drop schema if exists " + OLD + " cascade");
            statement.execute("drop schema if exists " + NEXT.name() + " cascade");
            statement.execute("reset statement_timeout");
        }
        connection.setNetworkTimeout(Runnable::run, timeoutMillis);
    }
}
