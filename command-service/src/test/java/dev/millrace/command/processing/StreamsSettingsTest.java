package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsSettingsTest {

    @ParameterizedTest
    @CsvSource({"0, 2, 2", "0, 64, 8", "1, 64, 1", "12, 2, 12"})
    void oneThreadPerProcessorUnlessSaidOtherwiseAndNoneWithoutPartition(int set, int processors, int expected) {
        // given
        var settings = TopologyFixture.settings(Path.of("unused"), set);
        // then
        assertThat(StreamsSettings.threads(settings, TopologyFixture.kafka(), processors))
                .isEqualTo(expected);
    }
}
