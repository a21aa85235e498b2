package dev.millrace.ingest.translation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.ingest.archive.ArchiveReader;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.MalformedRecord;
import dev.millrace.schemas.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeProjectionTest {

    private final OutcomeProjection projection = new OutcomeProjection(new Verdicts(
            new DeadLetterLog(
                    ArchiveReader.on(new KafkaConnection("nowhere:1", 1, (short) 1, Map.of()), "none"),
                    new MockProducer<>()),
            new TranslationMeters(new SimpleMeterRegistry())));

    /** So that it is parked and seen, rather than taken for another's. */
    @ParameterizedTest
    @ValueSource(strings = {"", "17", "0197a000-0000-8000-8000-00000000000"})
    void failsOnAnOutcomeOfNoCommand(String id) {
        // given
        var outcome = outcome();
        outcome.headers().add("ce_id", id.getBytes(UTF_8));
        // when
        assertThatExceptionOfType(MalformedRecord.class)
                .isThrownBy(() -> projection.apply(List.of(outcome), untouched()));
    }

    @Test
    void failsOnAnOutcomeThatNamesNoCommand() {
        // when
        assertThatExceptionOfType(MalformedRecord.class)
                .isThrownBy(() -> projection.apply(List.of(outcome()), untouched()));
    }

    private static ConsumerRecord<byte[], byte[]> outcome() {
        return new ConsumerRecord<>(Topics.OUTCOMES.name(), 0, 0, "acme".getBytes(UTF_8), "{}".getBytes(UTF_8));
    }

    private static Connection untouched() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, _) -> {
                    throw new AssertionError("Expected no use of the connection, but " + method.getName());
                });
    }
}
