package dev.millrace.query.rebuild;

import dev.millrace.query.projection.QuerySchema;
import dev.millrace.query.read.ReadSide;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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
    private static final long LOOK_AGAIN_MILLIS = 10;

    /** A lock that did not come in time, and one of a deadlock: readers or projections were in the way, and another attempt may have more luck. */
    private static final Set<String> IN_THE_WAY = Set.of("55P03", "40P01");

    private static final String BEHIND = """
            select string_agg(format('%s %s-%s at %s of %s', projection, topic, partition, coalesce(next.next_offset, 0), live.next_offset), ', '
                order by projection, topic, partition)
            from query.checkpoint live left join query_next.checkpoint next using (projection, topic, partition)
            where coalesce(next.next_offset, 0) < live.next_offset
            """;

    /** In the order in which a projection moves them, so that neither waits for what the other one holds. */
    private static final String LOCK = "select 1 from %s.checkpoint order by projection, topic, partition for update";

    private final DataSource dataSource;
    private final CountDownLatch stopped;
    private final Patience patience;

    SchemaSwitch(DataSource dataSource, CountDownLatch stopped, Patience patience) {
        this.dataSource = dataSource;
        this.stopped = stopped;
        this.patience = patience;
    }

    /**
     * How long projections and readers are bothered.
     *
     * @param attempts how many there are
     * @param catchUp  how long an attempt holds the projections in use up while the rebuilt ones come as far
     * @param pause    between the first two attempts, for the projections in use to go on; twice as long after each further one
     */
    record Patience(int attempts, Duration catchUp, Duration pause) {

        static final Patience USUAL = new Patience(7, Duration.ofSeconds(10), Duration.ofSeconds(1));
    }

    /** True once the schemas are exchanged; false if the process is stopping. Fails, naming what was in the way, if no attempt succeeds. */
    boolean exchange() throws SQLException, InterruptedException {
        var obstacle = attempt();
        var pause = patience.pause();
        for (int attempt = 1; obstacle.isPresent() && attempt < patience.attempts(); attempt++) {
            if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            pause = pause.multipliedBy(2);
            obstacle = attempt();
        }
        if (obstacle.isPresent() && stopped.getCount() > 0) {
            throw new IllegalStateException(
                    "Expected to exchange the schemas within %d attempts, but in the last one %s"
                            .formatted(patience.attempts(), obstacle.get()));
        }
        return obstacle.isEmpty();
    }

    /** Empty if the schemas were exchanged, otherwise what kept them from it just now. */
    private Optional<String> attempt() throws SQLException, InterruptedException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                var obstacle = exchange(statement);
                if (obstacle.isEmpty()) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                return obstacle;
            } catch (SQLException e) {
                connection.rollback();
                if (IN_THE_WAY.contains(e.getSQLState())) {
                    return Optional.of("a lock did not come, SQLSTATE " + e.getSQLState());
                }
                throw e;
            }
        }
    }

    private Optional<String> exchange(Statement statement) throws SQLException, InterruptedException {
        statement.execute("set local lock_timeout = '5s'");
        statement.execute(QuerySchema.LIVE.in(LOCK));
        var behind = awaitCaughtUp(statement);
        if (behind.isPresent()) {
            return behind;
        }
        statement.execute(NEXT.in(LOCK));
        statement.execute("set local lock_timeout = '2s'");
        statement.execute("select pg_advisory_xact_lock(" + ReadSide.SWITCH_LOCK + ")");
        statement.execute("update query.checkpoint set next_offset = -1");
        statement.execute("alter schema query rename to " + OLD);
        statement.execute("alter schema " + NEXT.name() + " rename to query");
        return Optional.empty();
    }

    private Optional<String> awaitCaughtUp(Statement statement) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + patience.catchUp().toNanos();
        while (true) {
            var behind = behind(statement);
            if (behind.isEmpty()
                    || System.nanoTime() > deadline
                    || stopped.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return behind;
            }
        }
    }

    private static Optional<String> behind(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery(BEHIND)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)).map("behind are "::concat) : Optional.empty();
        }
    }

    /** Removes what an earlier rebuild has left, finished or not, however long that takes. */
    static void clear(Connection connection) throws SQLException {
        int timeoutMillis = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set local statement_timeout = 0");
            statement.execute("drop schema if exists " + OLD + " cascade");
            statement.execute("drop schema if exists " + NEXT.name() + " cascade");
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, timeoutMillis);
        }
    }
}
