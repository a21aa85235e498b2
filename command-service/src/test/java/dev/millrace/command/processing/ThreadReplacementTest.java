package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {

    private final ThreadReplacement replacement = new ThreadReplacement();
    private final long start = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);

    private long failedAfter(long millis) {
        return replacement.failed(start + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private long remainingAfter(long millis) {
        return TimeUnit.NANOSECONDS.toMillis(replacement.remainingNanos(start + TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    @Test
    void aFirstStartWaitsForNothing() {
        assertThat(replacement.remainingNanos(System.nanoTime())).isNotPositive();
    }

    @Test
    void threadsThatFailTogetherWaitTogether() {
        // when
        failedAfter(0);
        // then
        assertThat(failedAfter(30)).isEqualTo(100);
        assertThat(failedAfter(60)).isEqualTo(100);
        assertThat(remainingAfter(60)).isEqualTo(40);
    }

    @Test
    void thePauseDoublesUpToHalfAMinute() {
        long now = 0;
        for (long expected : new long[] {100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000}) {
            assertThat(failedAfter(now)).isEqualTo(expected);
            now += expected + 1;
        }
    }

    @Test
    void aMinuteThatWentWellMakesItShortAgain() {
        // given
        failedAfter(0);
        failedAfter(101);
        // then
        assertThat(failedAfter(61_000)).isEqualTo(100);
    }

    @Test
    void onlyTheThreadThatFailedCountsAsFailed() throws Exception {
        // given
        var other = Thread.ofPlatform().start(() -> replacement.handle(new IllegalStateException("disk")));
        // when
        other.join();
        // then
        assertThat(replacement.isFailed()).isFalse();
    }
}
