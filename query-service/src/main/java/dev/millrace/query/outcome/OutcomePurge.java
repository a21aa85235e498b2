package dev.millrace.query.outcome;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Forgets outcomes that nobody may ask for any more, some every minute. Several nodes may do it at once. */
public final class OutcomePurge implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomePurge.class);
    private static final String DELETE = """
            delete from query.outcome where (organization, command_id) in
                (select organization, command_id from query.outcome where recorded_at < ? order by recorded_at limit 20000)
            """;

    private final DataSource dataSource;
    private final Duration keep;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Keeps outcomes for so long. */
    public OutcomePurge(DataSource dataSource, Duration keep, Clock clock) {
        this.dataSource = dataSource;
        this.keep = keep;
        this.clock = clock;
    }

    @Override
    public void start() {
        Thread.ofVirtual().name("outcome-purge").start(this::run);
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }

    private void run() {
        try {
            while (!stopped.await(1, TimeUnit.MINUTES)) {
                purge();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void purge() {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, OffsetDateTime.ofInstant(clock.instant().minus(keep), ZoneOffset.UTC));
            statement.executeUpdate();
        } catch (SQLException e) {
            LOG.atWarn().setCause(e).log("Old outcomes were not removed; the next minute tries again");
        }
    }
}
