package dev.millrace.bench.workload;

import java.time.Instant;

/** Translates {@link System#nanoTime} to nanoseconds since 1970, fixed at its making, so that a moment in a message can be compared with one on arrival. */
public final class NanoClock {

    private final long offset;

    private NanoClock(long offset) {
        this.offset = offset;
    }

    /** The two clocks as they stand now. */
    public static NanoClock now() {
        var wall = Instant.now();
        return new NanoClock(wall.getEpochSecond() * 1_000_000_000L + wall.getNano() - System.nanoTime());
    }

    /** Nanoseconds since 1970 of a moment of {@link System#nanoTime}. */
    public long epochNanos(long nanoTime) {
        return nanoTime + offset;
    }

    /** Now, in nanoseconds since 1970. */
    public long epochNanos() {
        return epochNanos(System.nanoTime());
    }
}
