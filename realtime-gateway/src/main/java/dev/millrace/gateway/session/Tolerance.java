package dev.millrace.gateway.session;

/** Counts mistakes in windows of a minute. */
final class Tolerance {

    private static final long WINDOW_MILLIS = 60_000;

    private final int perMinute;
    private long windowStartMillis;
    private int mistakes;

    Tolerance(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Counts one more; true if that was one too many. */
    boolean isExhaustedBy(long nowMillis) {
        if (nowMillis - windowStartMillis > WINDOW_MILLIS) {
            windowStartMillis = nowMillis;
            mistakes = 0;
        }
        return ++mistakes > perMinute;
    }
}
