package dev.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.bench.load.Schedule.Arrivals;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void spacesFixedArrivalsEqually() {
        // when
        var schedule = Schedule.of(Arrivals.FIXED, 200, Duration.ofSeconds(2), 1);
        // then
        assertThat(schedule.size()).isEqualTo(400);
        assertThat(schedule.dueNanos(0)).isZero();
        assertThat(schedule.dueNanos(1)).isEqualTo(5_000_000);
        assertThat(schedule.dueNanos(399)).isEqualTo(1_995_000_000L);
    }

    @Test
    void keepsTheRateOfPoissonArrivals() {
        // when
        var schedule = Schedule.of(Arrivals.POISSON, 2_000, Duration.ofSeconds(30), 42);
        // then
        double seconds = schedule.dueNanos(schedule.size() - 1) / 1e9;
        assertThat(schedule.size()).isEqualTo(60_000);
        assertThat(seconds).isCloseTo(30, within(0.6));
    }

    @Test
    void scattersPoissonArrivalsLikeIndependentCallers() {
        // given
        var schedule = Schedule.of(Arrivals.POISSON, 1_000, Duration.ofSeconds(20), 7);
        // when
        long shorterThanMean = IntStream.range(1, schedule.size())
                .filter(i -> schedule.dueNanos(i) - schedule.dueNanos(i - 1) < 1_000_000)
                .count();
        // then: 1 - 1/e of exponential gaps are shorter than their mean
        assertThat((double) shorterThanMean / schedule.size()).isCloseTo(1 - 1 / Math.E, within(0.02));
    }

    @Test
    void repeatsTheSameArrivalsForTheSameSeed() {
        // when
        var first = Schedule.of(Arrivals.POISSON, 100, Duration.ofSeconds(5), 3);
        var second = Schedule.of(Arrivals.POISSON, 100, Duration.ofSeconds(5), 3);
        // then
        assertThat(IntStream.range(0, first.size()).mapToLong(first::dueNanos).toArray())
                .isSorted()
                .isEqualTo(IntStream.range(0, second.size())
                        .mapToLong(second::dueNanos)
                        .toArray());
    }
}
