package dev.millrace.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SteadyRateTest {

    @Test
    void sharesTheRateAmongTheClients() {
        assertThat(new SteadyRate(500).pause(200)).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void doesNotMeasureOnAMachineThatCannotKeepUp() {
        assertThat(new SteadyRate(200).isReached(185)).isFalse();
    }

    @Test
    void toleratesACommandOrTwoLess() {
        assertThat(new SteadyRate(200).isReached(199)).isTrue();
    }
}
