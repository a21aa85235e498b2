package dev.millrace.bench.kafka;

import java.util.Arrays;

/**
 * How a count grew over time.
 *
 * <p>Moments are of {@link System#nanoTime}; both arrays are this object's own.
 */
final class Growth {

    private final long[] moments;
    private final long[] totals;

    private Growth(long[] moments, long[] totals) {
        this.moments = moments;
        this.totals = totals;
    }

    /** From what was added up to each moment since the one before. */
    static Growth of(long[] moments, long[] added) {
        var totals = added.clone();
        Arrays.parallelPrefix(totals, Long::sum);
        return new Growth(moments, totals);
    }

    long total() {
        return totals.length == 0 ? 0 : totals[totals.length - 1];
    }

    /** The first moment at which the count was at least {@code count}. */
    long reached(long count) {
        for (int i = 0; i < totals.length; i++) {
            if (totals[i] >= count) {
                return moments[i];
            }
        }
        throw new IllegalArgumentException("Expected %,d at least, but there were %,d".formatted(count, total()));
    }

    /** The count at the first moment at which it was at least {@code count}: samples are coarse, rates are reckoned with what really was there. */
    long at(long count) {
        return Arrays.stream(totals).filter(total -> total >= count).findFirst().orElse(total());
    }
}
