package dev.millrace.gateway.fanout;

import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Where to begin: what lies before is in PostgreSQL already, because the projection commits to Kafka after its own transaction. */
final class StartOffsets {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private StartOffsets() {}

    /** Assigns every partition of the log and says at which offset to begin; a partition that the projection never committed begins at its beginning. */
    static Map<TopicPartition, Long> assign(Admin admin, Consumer<?, ?> consumer) throws InterruptedException {
        var committed = committed(admin);
        var partitions = consumer.partitionsFor(Topics.EVENTS.name(), TIMEOUT).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("Expected partitions of " + Topics.EVENTS.name() + ", but there are none");
        }
        consumer.assign(partitions);
        var offsets = new HashMap<>(consumer.beginningOffsets(partitions, TIMEOUT));
        offsets.replaceAll((partition, beginning) -> Math.max(beginning, committed.getOrDefault(partition, 0L)));
        return offsets;
    }

    private static Map<TopicPartition, Long> committed(Admin admin) throws InterruptedException {
        try {
            var group = admin.listConsumerGroupOffsets(Topics.EVENT_LOG_GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            var offsets = new HashMap<TopicPartition, Long>();
            group.forEach((partition, offset) -> {
                if (offset != null && partition.topic().equals(Topics.EVENTS.name())) {
                    offsets.put(partition, offset.offset());
                }
            });
            return offsets;
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Expected the offsets of group " + Topics.EVENT_LOG_GROUP, e);
        }
    }
}
