package dev.millrace.query.rebuild;

import dev.millrace.platform.database.SchemaMigration;
import dev.millrace.platform.projection.ProjectionRunner;
import dev.millrace.query.projection.QuerySchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** One rebuild at a time. It may be stopped at any point: what was built so far is thrown away by the next one. */
public final class Rebuild implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final long LOCK = 0x6d696c6c7265626cL;
    private static final long LOOK_MILLIS = 200;

    private final DataSource dataSource;
    private final SchemaMigration migration;
    private final Function<QuerySchema, ProjectionRunner> runners;
    private final SchemaSwitch schemaSwitch;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ReentrantLock beginning = new ReentrantLock();
    private volatile Status status = new Status(State.IDLE, null, null, null);

    /**
     * Nothing is being rebuilt.
     *
     * @param runners makes the projections of another schema, with consumer groups of their own
     */
    public Rebuild(
            DataSource dataSource,
            SchemaMigration migration,
            Function<QuerySchema, ProjectionRunner> runners,
            Clock clock) {
        this.dataSource = dataSource;
        this.migration = migration;
        this.runners = runners;
        this.schemaSwitch = new SchemaSwitch(dataSource);
        this.clock = clock;
    }

    /** Where a rebuild stands on this node. */
    public enum State {
        IDLE,
        REBUILDING,
        DONE,
        FAILED
    }

    /**
     * The newest rebuild of this node.
     *
     * @param cause why it failed; null unless it did
     */
    public record Status(
            State state,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String cause) {}

    /** How the newest rebuild is getting on. */
    public Status status() {
        return status;
    }

    /** Begins one, unless one is under way here or on another node. Returns how it stands now. */
    public Status begin() throws SQLException {
        beginning.lock();
        try {
            if (status.state() == State.REBUILDING || stopped.getCount() == 0) {
                return status;
            }
            var session = dataSource.getConnection();
            if (!tryLock(session)) {
                session.close();
                var now = clock.instant();
                status = new Status(State.FAILED, now, now, "another node rebuilds already");
                return status;
            }
            var begun = new Status(State.REBUILDING, clock.instant(), null, null);
            status = begun;
            Thread.ofVirtual().name("rebuild").start(() -> run(session, begun));
            return begun;
        } finally {
            beginning.unlock();
        }
    }

    private void run(Connection session, Status begun) {
        try (session) {
            try {
                rebuild();
                status = new Status(State.DONE, begun.startedAt(), clock.instant(), null);
                LOG.atInfo().log("The projections are rebuilt");
            } finally {
                unlock(session);
            }
        } catch (SQLException | RuntimeException e) {
            status = new Status(State.FAILED, begun.startedAt(), clock.instant(), String.valueOf(e.getMessage()));
            LOG.atError().setCause(e).log("The rebuild failed; the projections in use are as they were");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void rebuild() throws SQLException, InterruptedException {
        schemaSwitch.dropNext();
        migration.migrate(QuerySchema.LIVE.name(), SchemaSwitch.NEXT.name());
        var runner = runners.apply(SchemaSwitch.NEXT);
        runner.start();
        try {
            while (!schemaSwitch.isClose()) {
                if (stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("the process is stopping");
                }
            }
            schemaSwitch.exchange(runner::stop);
        } finally {
            runner.stop();
        }
    }

    private static boolean tryLock(Connection session) throws SQLException {
        try (var statement = session.createStatement();
                var row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void unlock(Connection session) throws SQLException {
        try (var statement = session.createStatement()) {
            statement.execute("select pg_advisory_unlock(" + LOCK + ")");
        }
    }

    @Override
    public void start() {
        // begins when somebody asks
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
