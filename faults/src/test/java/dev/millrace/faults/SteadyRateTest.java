package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadyRateTest {

    @Test
    void sharesTheRateAmongTheClients() {
        assertThat(steady(500).pause(200)).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void doesNotMeasureOnAMachineThatCannotKeepUp() {
        assertThat(steady(200).isReached(185)).isFalse();
    }

    @Test
    void toleratesACommandOrTwoLess() {
        assertThat(steady(200).isReached(199)).isTrue();
    }

    private static SteadyRate steady(int rate) {
        return new SteadyRate(rate, Duration.ofSeconds(1), Duration.ofSeconds(90));
    }
}
