package dev.millrace.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A rate of commands that a cluster must sustain undisturbed before anything is done to it: waits of one that cannot keep up tell about the machine and not about what is
 * done to it.
 *
 * @param rate   of commands a second, of all clients together
 * @param calm   a longer wait than this is one that should not be there when nothing is done to the cluster
 * @param within how long to wait for both
 */
record SteadyRate(int rate, Duration calm, Duration within) {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final double LEAST_SHARE = 0.95;

    /** The time of each of so many clients from one command to the next. */
    Duration pause(int clients) {
        return Duration.ofSeconds(clients).dividedBy(rate);
    }

    /** Waits for it, and for a while until nobody waits for long; tells what it found last. */
    void await(Load load, Consumer<String> progress) throws IOException {
        double reached = 0;
        boolean isCalm = false;
        for (long window = 0; window < within.dividedBy(WINDOW) && !(isReached(reached) && isCalm); window++) {
            load.measureAnew();
            long from = System.nanoTime();
            LockSupport.parkNanos(WINDOW.toNanos());
            reached = load.answers() / ((System.nanoTime() - from) / 1e9);
            isCalm = load.longestWait().compareTo(calm) < 0;
        }
        if (!isReached(reached)) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "Expected %d commands/s while nothing is done to the cluster, but the machine manages %.0f",
                    rate,
                    reached));
        }
        progress.accept(String.format(
                Locale.ROOT,
                "undisturbed: %.0f commands/s, %,d sent again, longest wait %.2f s",
                reached,
                load.retries(),
                load.longestWait().toMillis() / 1e3));
    }

    boolean isReached(double commandsPerSecond) {
        return commandsPerSecond >= rate * LEAST_SHARE;
    }
}
