package dev.millrace.command.processing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the store or the broker has failed a stream thread. It leaves the group at once, so that its partitions go to those who can decide them, and
 * another one takes its place, which joins after a pause: one for all threads that fail together, doubled with each failure after it up to half a minute, and at
 * its shortest again when a minute went well. It never gives up; readiness tells meanwhile.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
    private static final long SHORTEST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 30_000;
    private static final long CALM_NANOS = Duration.ofMinutes(1).toNanos();

    /** Streams closes the consumer of a thread that failed on that thread. */
    private final ThreadLocal<Boolean> failed = ThreadLocal.withInitial(() -> false);

    private final CountDownLatch stopping = new CountDownLatch(1);

    private long pauseMillis;
    private long failedNanos = System.nanoTime() - CALM_NANOS;

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        failed.set(true);
        long pause = failed(System.nanoTime());
        LOG.atError()
                .setCause(failure)
                .addKeyValue("pauseMillis", pause)
                .log("Stream thread failed and is replaced; its transaction was rolled back");
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Whether the calling thread has failed. */
    boolean isFailed() {
        return failed.get();
    }

    /** Waits for the end of the pause, if there is one: before a thread joins, because a member that does not poll holds up all others. */
    void awaitTurn() {
        try {
            var _ = stopping.await(remainingNanos(System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the pauses, because all of it ends. */
    void stop() {
        stopping.countDown();
    }

    /** Notes a failure and returns the pause in milliseconds. */
    synchronized long failed(long nowNanos) {
        if (remainingNanos(nowNanos) > 0) {
            return pauseMillis; // of the same incident
        }
        pauseMillis = nowNanos - failedNanos > CALM_NANOS
                ? SHORTEST_MILLIS
                : Math.clamp(2 * pauseMillis, SHORTEST_MILLIS, LONGEST_MILLIS);
        failedNanos = nowNanos;
        return pauseMillis;
    }

    synchronized long remainingNanos(long nowNanos) {
        return TimeUnit.MILLISECONDS.toNanos(pauseMillis) - (nowNanos - failedNanos);
    }
}
