package dev.millrace.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();

    @Test
    void writesWhatInstantWritesAndReadsItBack() {
        var random = new Random(20261122);
        long[] precisions = {1, 1_000, 1_000_000, 1_000_000_000};
        for (int i = 0; i < 20_000; i++) {
            // given
            long precision = precisions[i % precisions.length];
            var time = Instant.ofEpochSecond(
                    random.nextLong(YEAR_0, YEAR_10000), random.nextLong(1_000_000_000) / precision * precision);
            // when
            var text = Timestamps.text(time);
            // then
            assertThat(text).isEqualTo(time.toString());
            assertThat(Timestamps.parse(text)).isEqualTo(time);
        }
    }

    @Test
    void readsOffsetsAndAnyNumberOfDigits() {
        assertThat(Timestamps.parse("2026-11-22T01:15:30.5+01:00")).isEqualTo("2026-11-22T00:15:30.500Z");
    }

    @Test
    void writesWhatRfc3339CannotTellAsInstantDoes() {
        assertThat(Timestamps.text(Instant.MAX)).isEqualTo(Instant.MAX.toString());
        assertThat(Timestamps.text(Instant.ofEpochSecond(YEAR_0 - 1))).isEqualTo("-0001-12-31T23:59:59Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-22",
                "2026-11-22T00:15:30",
                "2026-13-22T00:15:30Z",
                "1763770530",
                "9999-12-31T23:59:59-01:00",
                "0000-01-01T00:00:00+01:00",
                "+10000-01-01T00:00:00Z"
            })
    void refusesWhatIsNoTimestamp(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Timestamps.parse(text));
    }
}
