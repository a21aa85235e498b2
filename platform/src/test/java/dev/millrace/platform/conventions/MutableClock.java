package dev.millrace.platform.conventions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until the test moves it. Any thread may read it. */
public final class MutableClock implements InstantSource {

    private Instant now;

    public MutableClock(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Moves on, or back for a negative duration. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
