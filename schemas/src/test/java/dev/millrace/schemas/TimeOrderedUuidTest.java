package dev.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeOrderedUuidTest {

    /** RFC 9562, A.6. */
    @Test
    void isTheExampleOfItsSpecification() {
        // given
        var time = Instant.parse("2022-02-22T19:22:22Z");
        // when
        var uuid = TimeOrderedUuid.of(time, 0xCC3, 0x18C4_DC0C_0C07_398FL);
        // then
        assertThat(uuid).hasToString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }

    @Test
    void followsThoseOfEarlierTimesAsText() {
        // given
        var time = Instant.parse("2026-11-23T07:00:00Z");
        // when
        var earlier = TimeOrderedUuid.of(time, -1, -1);
        var later = TimeOrderedUuid.of(time.plusMillis(1), 0, 0);
        // then
        assertThat(later.toString()).isGreaterThan(earlier.toString());
        assertThat(earlier.version()).isEqualTo(7);
        assertThat(earlier.variant()).isEqualTo(2);
    }
}
