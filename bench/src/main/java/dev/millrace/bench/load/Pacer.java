package dev.millrace.bench.load;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits for a moment of {@link System#nanoTime}. It parks and never spins: Linux wakes a parked thread some 60 µs late, which the measured latency includes, while
 * spinning would take a core from the server.
 */
public final class Pacer {

    private Pacer() {}

    /** Returns at the moment or shortly after it; at once if it has passed. */
    public static void awaitNanoTime(long moment) {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
