package dev.millrace.platform.projection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The pause after a batch that leaves nothing to read, so that more is applied with the next one: a transaction has its price, whatever it holds. */
final class Linger {

    /** As long as nobody waits. */
    static final Duration LONGEST = Duration.ofMillis(100);

    /** While somebody waits, which few can tell from none; and how often that is asked. */
    private static final Duration SHORTEST = Duration.ofMillis(20);

    private final Duration longest;
    private final CountDownLatch stopped;

    Linger(Duration longest, CountDownLatch stopped) {
        this.longest = longest;
        this.stopped = stopped;
    }

    /**
     * Returns once the pause is over, or the loop stops.
     *
     * @param start     of the batch, by {@link System#nanoTime}: its own time counts
     * @param isAwaited true while somebody waits, or might
     */
    void since(long start, BooleanSupplier isAwaited) {
        try {
            long end = start + longest.toNanos();
            long next = Math.min(start + SHORTEST.toNanos(), end);
            while (!stopped.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)
                    && end - System.nanoTime() > 0
                    && !isAwaited.getAsBoolean()) {
                next = Math.min(System.nanoTime() + SHORTEST.toNanos(), end);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next poll ends with it
        }
    }
}
