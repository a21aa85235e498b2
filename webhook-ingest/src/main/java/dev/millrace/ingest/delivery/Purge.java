package dev.millrace.ingest.delivery;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Forgets deliveries that are older than the retention and do not lie among the dead letters, every hour. Nodes may do so at once: each takes rows that the others have not. */
public final class Purge implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    private static final int CHUNK = 2_000;

    private final JdbcClient jdbc;
    private final Duration retention;
    private @Nullable ScheduledExecutorService timer;

    public Purge(JdbcClient jdbc, Duration retention) {
        this.jdbc = jdbc;
        this.retention = retention;
    }

    @Override
    public synchronized void start() {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("webhook-purge").factory());
        var _ = timer.scheduleWithFixedDelay(this::runQuietly, 1, 60, TimeUnit.MINUTES);
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    private void runQuietly() {
        try {
            run();
        } catch (DataAccessException e) {
            LOG.atWarn().setCause(e).log("Old deliveries could not be purged; tried again in an hour");
        }
    }

    /** Removes all that are too old and wait for nobody, with their commands; returns how many. */
    public int run() {
        int purged = 0;
        int chunk;
        do {
            chunk = jdbc.sql("""
                            delete from ingest.delivery where ctid in (
                                select ctid from ingest.delivery
                                where received_at < clock_timestamp() - make_interval(secs => :seconds)
                                  and not dead_letter
                                limit :chunk for update skip locked)""")
                    .param("seconds", (double) retention.toSeconds())
                    .param("chunk", CHUNK)
                    .update();
            purged += chunk;
        } while (chunk == CHUNK);
        return purged;
    }
}
