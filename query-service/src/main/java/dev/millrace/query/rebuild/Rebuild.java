package dev.millrace.query.rebuild;

import dev.millrace.platform.database.SchemaMigration;
import dev.millrace.platform.projection.ProjectionRunner;
import dev.millrace.platform.projection.ProjectionState;
import dev.millrace.query.projection.QuerySchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes the read side anew from the first record, beside the one in use. One node does it, whoever is asked; a lock in PostgreSQL keeps the others from it and ends
 * with the node. A rebuild that was cut off leaves a schema that the next one removes.
 */
public final class Rebuild implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final long LOCK = 0x72656275696c6421L;
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final DataSource dataSource;
    private final SchemaMigration migration;
    private final Function<QuerySchema, ProjectionRunner> runners;
    private final Keeping keeping;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile State state = State.IDLE;
    private volatile boolean running;

    /**
     * Idle.
     *
     * @param runners makes a runner that fills a schema
     * @param keeping what it cannot fill in
     */
    public Rebuild(
            DataSource dataSource,
            SchemaMigration migration,
            Function<QuerySchema, ProjectionRunner> runners,
            Keeping keeping) {
        this.dataSource = dataSource;
        this.migration = migration;
        this.runners = runners;
        this.keeping = keeping;
    }

    /** Saves what is kept for longer than the topics keep it. */
    public interface Keeping {

        /** Copies it from the schema in use, beside the projections that fill the other one; false if it was stopped on the way. */
        boolean into(QuerySchema next, BooleanSupplier stopping) throws SQLException;
    }

    /** What this node does. */
    public enum State {
        /** Nothing, or another node does it. */
        IDLE,
        /** Filling the second schema. */
        BUILDING,
        /** Exchanging the two. */
        SWITCHING,
        /** The last rebuild of this node did not end well; the read side is as it was. */
        FAILED
    }

    /** What this node does now. */
    public State state() {
        return state;
    }

    /** Begins, unless a rebuild is under way here or elsewhere: then false. Returns at once. */
    public boolean begin() throws SQLException {
        var connection = dataSource.getConnection();
        boolean locked = false;
        try {
            locked = lock(connection);
        } finally {
            if (!locked) {
                connection.close();
            }
        }
        if (locked) {
            state = State.BUILDING;
            Thread.ofVirtual().name("rebuild").start(() -> run(connection));
        }
        return locked;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run(Connection locked) {
        boolean done = false;
        try (locked) {
            done = rebuildAndUnlock(locked);
            LOG.atInfo().addKeyValue("done", done).log("The rebuild has ended");
        } catch (SQLException | RuntimeException e) {
            LOG.atError().setCause(e).log("The rebuild has failed; the read side is as it was");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            state = done ? State.IDLE : State.FAILED;
        }
    }

    /** The lock is the connection's, which goes back to a pool: whatever happens, it is given up first. */
    private boolean rebuildAndUnlock(Connection locked) throws SQLException, InterruptedException {
        LOG.atInfo().log("Rebuilding the read side");
        try {
            return rebuild(locked);
        } finally {
            unlock(locked);
        }
    }

    private boolean rebuild(Connection connection) throws SQLException, InterruptedException {
        SchemaSwitch.clear(connection);
        migration.migrate(QuerySchema.LIVE.name(), SchemaSwitch.NEXT.name());
        var runner = runners.apply(SchemaSwitch.NEXT);
        runner.start();
        try {
            if (!catchUp(runner) || !keeping.into(SchemaSwitch.NEXT, this::stopping) || !exchange()) {
                return false;
            }
        } finally {
            runner.stop();
        }
        SchemaSwitch.clear(connection);
        return true;
    }

    private boolean catchUp(ProjectionRunner runner) throws InterruptedException {
        while (!runner.caughtUp()) {
            if (!runner.states().stream().allMatch(ProjectionState::alive)) {
                throw new IllegalStateException("Expected every projection to be made anew, but one has died");
            }
            if (stopped.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private boolean exchange() throws SQLException, InterruptedException {
        state = State.SWITCHING;
        return new SchemaSwitch(dataSource, stopped, SchemaSwitch.Patience.USUAL).exchange();
    }

    private boolean stopping() {
        return stopped.getCount() == 0;
    }

    private static boolean lock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static void unlock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + LOCK + ")");
        }
    }
}
