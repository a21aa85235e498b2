package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveriesTest {

    @Test
    void tellsHowManyOfEachKindAndTheMedianAndTheLargest() {
        // given
        var recoveries = new Recoveries(List.of(
                recovery(new Disturbance.Kill(), 7_000),
                recovery(new Disturbance.DatabaseCrash(), 100),
                recovery(new Disturbance.Kill(), 9_000),
                recovery(new Disturbance.Kill(), 6_000)));
        // when
        var lines = recoveries.lines();
        // then
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).contains("PostgreSQL crashed", "1 runs", "after 0.1 s");
        assertThat(lines.get(1)).contains("kill -9", "3 runs", "after 7.0 s in the median, 9.0 s at most");
        assertThat(lines.getLast()).contains("all", "4 runs", "silence 7.0 s in the median, 10.0 s at most");
    }

    private static Recovery recovery(Disturbance what, int readyMillis) {
        return new Recovery(what, Duration.ofMillis(readyMillis), Duration.ofMillis(readyMillis + 1_000));
    }
}
