package dev.millrace.command.processing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the store or the broker has failed a stream thread: another one takes its place, after a pause that doubles with each failure up to half a
 * minute, and starts again at its shortest when a minute went well. It never gives up; readiness tells meanwhile.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
    private static final long SHORTEST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 30_000;
    private static final long CALM_NANOS = Duration.ofMinutes(1).toNanos();

    private final CountDownLatch stopping = new CountDownLatch(1);

    private long pauseMillis = SHORTEST_MILLIS;
    private long lastNanos = System.nanoTime() - CALM_NANOS;

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        long pause = nextPauseMillis(System.nanoTime());
        LOG.atError()
                .setCause(failure)
                .addKeyValue("pauseMillis", pause)
                .log("Stream thread failed and is replaced; its transaction was rolled back");
        try {
            var _ = stopping.await(pause, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Ends the pauses, because all of it ends. */
    void stop() {
        stopping.countDown();
    }

    synchronized long nextPauseMillis(long nowNanos) {
        pauseMillis = nowNanos - lastNanos > CALM_NANOS ? SHORTEST_MILLIS : Math.min(2 * pauseMillis, LONGEST_MILLIS);
        lastNanos = nowNanos;
        return pauseMillis;
    }
}
