package dev.millrace.platform.projection;

import dev.millrace.platform.telemetry.LogKeys;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run of failures of the infrastructure: how long to wait before the next try, and how often to say so. Used by one thread; read by others. */
final class Trouble {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String projection;
    private final Duration minBackoff;
    private final Duration maxBackoff;
    private final CountDownLatch stopped;

    private int failures;
    private long loggedAt;
    private volatile @Nullable String cause;

    Trouble(String projection, Duration minBackoff, Duration maxBackoff, CountDownLatch stopped) {
        this.projection = projection;
        this.minBackoff = minBackoff;
        this.maxBackoff = maxBackoff;
        this.stopped = stopped;
    }

    /** What is wrong at present; null if nothing is. */
    @Nullable
    String cause() {
        return cause;
    }

    /** Notes a failure and waits, twice as long as the last time, with jitter; returns at once when the projection stops. */
    void waitAfter(Throwable failure) {
        log(failure);
        cause = Failures.describe(failure);
        long bound = Math.min(maxBackoff.toMillis(), minBackoff.toMillis() << Math.min(failures, 16));
        failures++;
        try {
            var _ = stopped.await(
                    bound / 2 + ThreadLocalRandom.current().nextLong(bound / 2 + 1), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the loop sees it in Kafka's next call and ends
        }
    }

    /** Notes that there is no next try. */
    void died(Error error) {
        cause = Failures.describe(error);
    }

    /** Notes that things go well again. */
    void over() {
        if (failures > 0) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.PROJECTION, projection)
                    .addKeyValue("failures", failures)
                    .log("The projection goes on");
            failures = 0;
            cause = null;
        }
    }

    private void log(Throwable failure) {
        if (failures > 0 && System.nanoTime() - loggedAt < QUIET_NANOS) {
            return;
        }
        loggedAt = System.nanoTime();
        LOG.atWarn()
                .addKeyValue(LogKeys.PROJECTION, projection)
                .addKeyValue("failures", failures + 1)
                .setCause(failure)
                .log("The projection cannot go on and tries again");
    }
}
