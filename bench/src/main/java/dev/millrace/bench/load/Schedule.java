package dev.millrace.bench.load;

import java.time.Duration;
import java.util.SplittableRandom;

/** When each request is due, in nanoseconds from the start, ascending. Fixed before the run, so that no answer can move a later request. */
public final class Schedule {

    private final long[] dueNanos;

    private Schedule(long[] dueNanos) {
        this.dueNanos = dueNanos;
    }

    /** How requests follow each other. */
    public enum Arrivals {
        /** Independent of each other, as from many users: exponential gaps, hence bursts. */
        POISSON,
        /** Equal gaps. */
        FIXED
    }

    /** Arrivals of the given rate for the given time; the same seed makes the same schedule. */
    public static Schedule of(Arrivals arrivals, double perSecond, Duration duration, long seed) {
        return switch (arrivals) {
            case POISSON -> poisson(perSecond, duration, seed);
            case FIXED -> fixed(perSecond, duration);
        };
    }

    private static Schedule fixed(double perSecond, Duration duration) {
        var due = new long[count(perSecond, duration)];
        for (int i = 0; i < due.length; i++) {
            due[i] = Math.round(i * 1e9 / perSecond);
        }
        return new Schedule(due);
    }

    private static Schedule poisson(double perSecond, Duration duration, long seed) {
        var random = new SplittableRandom(seed);
        var due = new long[count(perSecond, duration)];
        double at = 0;
        for (int i = 0; i < due.length; i++) {
            at -= Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
            due[i] = Math.round(at);
        }
        return new Schedule(due);
    }

    private static int count(double perSecond, Duration duration) {
        return Math.toIntExact(Math.round(perSecond * duration.toNanos() / 1e9));
    }

    /** How many requests there are. */
    public int size() {
        return dueNanos.length;
    }

    /** From the start to the last request. */
    public Duration length() {
        return dueNanos.length == 0 ? Duration.ZERO : Duration.ofNanos(dueNanos[dueNanos.length - 1]);
    }

    /** When request {@code index} is due, in nanoseconds from the start. */
    public long dueNanos(int index) {
        return dueNanos[index];
    }
}
