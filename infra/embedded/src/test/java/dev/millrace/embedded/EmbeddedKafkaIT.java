package dev.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    private static final String TOPIC = "notes";

    @TempDir
    Path directory;

    @Test
    void keepsCommittedRecordsOverARestart() throws Exception {
        // given
        try (var kafka = EmbeddedKafka.start(directory)) {
            createTopic(kafka.bootstrapServers());
            commit(kafka.bootstrapServers(), "one", "two");
        }
        // when
        try (var kafka = EmbeddedKafka.start(directory)) {
            // then
            assertThat(committed(kafka.bootstrapServers(), 2)).containsExactly("one", "two");
        }
    }

    /** The markers of the last commit are often not written yet when the process dies. */
    @RepeatedTest(5)
    void keepsCommittedRecordsWhenItsProcessIsKilled() throws Exception {
        // given
        var port = Ports.free();
        var killed = EmbeddedKafkaProcess.start(directory, port);
        createTopic(killed.bootstrapServers());
        commit(killed.bootstrapServers(), "one", "two");
        // when
        killed.kill();
        // then
        try (var kafka = EmbeddedKafkaProcess.start(directory, port)) {
            assertThat(committed(kafka.bootstrapServers(), 2)).containsExactly("one", "two");
        }
    }

    @Test
    void formatsAgainWhatAKilledStartLeftHalfFormatted() throws Exception {
        // given
        Files.createDirectories(directory.resolve("log.unfinished"));
        Files.writeString(directory.resolve("log.unfinished").resolve("meta.properties"), "version=1\n");
        // when
        try (var kafka = EmbeddedKafka.start(directory)) {
            // then
            createTopic(kafka.bootstrapServers());
        }
    }

    @Test
    void refusesADirectoryInUse() {
        // given
        try (var _ = EmbeddedKafka.start(directory)) {
            // when
            assertThatThrownBy(() -> EmbeddedKafka.start(directory))
                    // then
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
    }

    private static void commit(String bootstrapServers, String... values) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "transactional.id", "writer"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (var value : values) {
                var _ = producer.send(new ProducerRecord<>(TOPIC, value));
            }
            producer.commitTransaction();
        }
    }

    private static List<String> committed(String bootstrapServers, int count) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var values = new ArrayList<String>();
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(polled -> values.add(polled.value()));
            }
            return values;
        }
    }
}
