package dev.millrace.bench.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Clients of the broker under test, with the settings that the program itself uses where they matter: idempotent, acks from all replicas, committed records only.
 *
 * @param bootstrap its address
 */
public record Broker(String bootstrap) {

    private static final long TIMEOUT_SECONDS = 20;

    /** An idempotent producer, with more settings on top. */
    KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        var all = new HashMap<String, Object>(Map.of(
                "bootstrap.servers",
                bootstrap,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "acks",
                "all",
                "enable.idempotence",
                true));
        all.putAll(settings);
        return new KafkaProducer<>(all);
    }

    /** A consumer without a group. */
    KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(Map.of(
                "bootstrap.servers",
                bootstrap,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false));
    }

    /** Partitions of a topic. */
    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /** Makes a topic of the benchmark's own, unless it is there, and returns when every partition takes records. */
    void createTopic(String name, int partitions) {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            var topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
            await(admin.createTopics(List.of(topic)).all().toCompletionStage().toCompletableFuture(), name);
            firstRecords(name, partitions);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Expected to make the topic " + name, e);
            }
        }
    }

    /**
     * One at a time: a new partition refuses records until it has a leader, and if it then takes a second batch of a producer before the first is tried again, the first is out of
     * order for ever.
     */
    private void firstRecords(String topic, int partitions) throws ExecutionException {
        try (var producer = producer(Map.of("max.in.flight.requests.per.connection", 1))) {
            for (int partition = 0; partition < partitions; partition++) {
                await(producer.send(new ProducerRecord<>(topic, partition, null, new byte[Long.BYTES])), topic);
            }
        }
    }

    private static void await(Future<?> done, String topic) throws ExecutionException {
        try {
            done.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Expected the broker to make the topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making the topic " + topic, e);
        }
    }
}
