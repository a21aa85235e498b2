package dev.millrace.faults;

import dev.millrace.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic of events as it lies in Kafka, read by its published headers alone, from a moment on.
 *
 * @param from where each partition ended at that moment; one that is not named is read from its beginning
 */
record Topic(String bootstrapServers, Map<TopicPartition, Long> from) {

    private static final long LIMIT_SECONDS = 60;

    Topic {
        from = Map.copyOf(from);
    }

    /** From its beginning. */
    static Topic whole(String bootstrapServers) {
        return new Topic(bootstrapServers, Map.of());
    }

    /** What comes from now on. */
    static Topic fromNow(String bootstrapServers) {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings(bootstrapServers))) {
            return new Topic(bootstrapServers, consumer.endOffsets(partitions(consumer)));
        }
    }

    /** Every committed event, by organization, in the order of the topic. */
    Map<String, List<SequenceCheck.Place>> read() {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings(bootstrapServers))) {
            var partitions = partitions(consumer);
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
            return read(consumer, consumer.endOffsets(partitions));
        }
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(Topics.EVENTS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static Map<String, List<SequenceCheck.Place>> read(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        var events = new HashMap<String, List<SequenceCheck.Place>>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Expected to read the topic of events within %d s".formatted(LIMIT_SECONDS));
            }
            for (var record : consumer.poll(Duration.ofMillis(200))) {
                events.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), _ -> new ArrayList<>())
                        .add(place(record.headers()));
            }
        }
        return events;
    }

    private static SequenceCheck.Place place(Headers headers) {
        return new SequenceCheck.Place(Long.parseLong(text(headers, "ce_sequence")), text(headers, "ce_id"));
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none");
    }
}
