package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 99_999})
    void putsTheFaultOfABriefRunSomewhereIntoItsLoad(long seed) {
        // when
        var schedule = Schedule.brief(seed);
        // then
        var after = schedule.steps().getFirst().after();
        assertThat(schedule.steps()).hasSize(1);
        assertThat(after.plus(schedule.tail())).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_000));
    }

    @Test
    void makesTheSameScheduleOfTheSameSeed() {
        assertThat(Schedule.brief(5)).isEqualTo(Schedule.brief(5)).isNotEqualTo(Schedule.brief(6));
    }

    @Test
    void hasEveryKindOfFaultAmongAHundredSeeds() {
        // when
        var kinds = LongStream.range(0, 100)
                .mapToObj(seed -> Schedule.brief(seed).steps().getFirst().what().kind())
                .collect(Collectors.toSet());
        // then
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "kill -9", "frozen", "PostgreSQL crashed", "PostgreSQL frozen", "disk full", "clock wrong");
    }
}
