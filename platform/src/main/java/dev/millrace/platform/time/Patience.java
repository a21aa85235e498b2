package dev.millrace.platform.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A bounded wait for something that only looking again can tell, because it happens on another node. It runs from its creation.
 *
 * <p>Wherever a wait for a future or a lock would do, that is the better one.
 */
public final class Patience {

    private final long deadlineNanos;
    private final Duration between;

    /**
     * Starts to wait.
     *
     * @param bound   how long at most
     * @param between how long before each further look
     */
    public Patience(Duration bound, Duration between) {
        this.deadlineNanos = System.nanoTime() + bound.toNanos();
        this.between = between;
    }

    /** Waits a little; false if the time is up or the thread is to stop. */
    public boolean again() {
        long left = remaining().toNanos();
        if (left <= 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        LockSupport.parkNanos(Math.min(left, between.toNanos()));
        return true;
    }

    /** What is left of the bound; zero or less once it is up. */
    public Duration remaining() {
        return Duration.ofNanos(deadlineNanos - System.nanoTime());
    }
}
