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

    /** Waits for it, and for a while until nobody waits for long; tells what it found last, and what there was until then. */
    void await(Load load, Consumer<String> progress) throws IOException {
        var before = Window.NONE;
        var last = Window.measure(load);
        for (long window = 1; window < within.dividedBy(WINDOW) && !isCalm(last); window++) {
            before = before.and(last);
            last = Window.measure(load);
        }
        if (!isReached(last.rate())) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "Expected %d commands/s while nothing is done to the cluster, but the machine manages %.0f",
                    rate,
                    last.rate()));
        }
        progress.accept("undisturbed: " + last.told() + (before.nanos() == 0 ? "" : "; before that " + before.told()));
    }

    private boolean isCalm(Window window) {
        return isReached(window.rate()) && window.longestWait().compareTo(calm) < 0;
    }

    /** What clients noticed for a while. */
    private record Window(long nanos, long answers, Duration longestWait) {

        static final Window NONE = new Window(0, 0, Duration.ZERO);

        static Window measure(Load load) {
            load.measureAnew();
            long from = System.nanoTime();
            LockSupport.parkNanos(WINDOW.toNanos());
            return new Window(System.nanoTime() - from, load.answers(), load.longestWait());
        }

        double rate() {
            return answers / (nanos / 1e9);
        }

        Window and(Window other) {
            return new Window(
                    nanos + other.nanos,
                    answers + other.answers,
                    longestWait.compareTo(other.longestWait) > 0 ? longestWait : other.longestWait);
        }

        String told() {
            return String.format(
                    Locale.ROOT,
                    "%.0f commands/s for %.0f s, longest wait %.2f s",
                    rate(),
                    nanos / 1e9,
                    longestWait.toMillis() / 1e3);
        }
    }

    boolean isReached(double commandsPerSecond) {
        return commandsPerSecond >= rate * LEAST_SHARE;
    }
}
