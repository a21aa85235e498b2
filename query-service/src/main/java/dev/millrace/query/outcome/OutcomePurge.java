package dev.millrace.query.outcome;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Removes outcomes that have been kept long enough, some at a time. Every node does; what another has removed is not there. */
public final class OutcomePurge implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomePurge.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int AT_A_TIME = 10_000;

    private final DataSource dataSource;
    private final Duration keep;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("outcome-purge").factory());
    private volatile boolean running;

    /**
     * Not running yet.
     *
     * @param keep how long an outcome is kept
     */
    public OutcomePurge(DataSource dataSource, Duration keep) {
        this.dataSource = dataSource;
        this.keep = keep;
    }

    @Override
    public void start() {
        running = true;
        var _ = scheduler.scheduleWithFixedDelay(this::purge, 1, INTERVAL.toMinutes(), TimeUnit.MINUTES);
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Removes what is due now. */
    void purge() {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement("""
                        delete from query.outcome where ctid = any (array (
                            select ctid from query.outcome where recorded_at < now() - make_interval(secs => ?) limit ? for update skip locked))
                        """)) {
            statement.setLong(1, keep.toSeconds());
            statement.setInt(2, AT_A_TIME);
            while (running && statement.executeUpdate() == AT_A_TIME) {
                LOG.atDebug().log("Removed outcomes, and there are more");
            }
        } catch (SQLException | RuntimeException e) { // a scheduled task that fails is never run again
            LOG.atWarn().setCause(e).log("Cannot remove old outcomes; the next turn tries again");
        }
    }
}
