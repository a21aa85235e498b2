package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.BrokerTimeouts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsSettingsTest {

    private static final String SESSION = StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);

    /** What the fixture asks for. */
    private static final Duration WANTED = Duration.ofSeconds(6);

    @TempDir
    Path directory;

    @Test
    void hasTheSessionThatIsWanted() {
        // when
        var properties = settings(new BrokerTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        // then
        assertThat(properties).containsEntry(SESSION, (int) WANTED.toMillis());
    }

    @Test
    void hasTheLeastSessionThatTheBrokersAllowWhereThatIsLonger() {
        // when
        var properties = settings(new BrokerTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(1)));
        // then
        assertThat(properties).containsEntry(SESSION, 30_000);
    }

    @Test
    void compressesWhatIsWrittenAsTold() {
        // when
        var properties = settings(BrokerTimeouts.DEFAULTS);
        // then
        assertThat(properties)
                .containsEntry(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "zstd");
    }

    private Properties settings(BrokerTimeouts brokers) {
        try (var memory = new StateMemory(1024 * 1024, directory)) {
            return StreamsSettings.of(
                    TopologyFixture.settings(directory),
                    brokers,
                    TopologyFixture.kafka(),
                    new InstanceId("test"),
                    memory);
        }
    }
}
