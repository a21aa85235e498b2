package dev.millrace.bench.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DrainTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void reckonsRatesFromWhatWasThereAtEachSample() {
        // given: 100 after 2 s, 700 more after 4 s, the last 200 after 5 s, nothing after that
        var growth =
                Growth.of(new long[] {2 * SECOND, 4 * SECOND, 5 * SECOND, 6 * SECOND}, new long[] {100, 700, 200, 0});
        // when
        var drain = Drain.measured(growth, 0, 1_000);
        // then
        assertThat(drain.ended()).isEqualTo(5 * SECOND);
        assertThat(drain.wholeRate()).isCloseTo(200, within(1e-9));
        assertThat(drain.secondHalf()).isCloseTo(200, within(1e-9));
    }

    @Test
    void refusesACountThatIsNotItsOwn() {
        // given
        var growth = Growth.of(new long[] {SECOND}, new long[] {1_001});
        // then
        assertThatIllegalStateException().isThrownBy(() -> Drain.measured(growth, 0, 1_000));
    }
}
