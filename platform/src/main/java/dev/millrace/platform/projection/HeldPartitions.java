package dev.millrace.platform.projection;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that one consumer was given. Each is paused from its assignment until its position is known from the checkpoint table, and again after every
 * failure; so nothing is ever applied from a position that only memory or Kafka believes in. Used by the loop's thread; checkpoints are read by others.
 */
final class HeldPartitions implements ConsumerRebalanceListener {

    private final String topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Positions positions;

    /** Where the checkpoint of each positioned partition is. */
    private final Map<TopicPartition, Long> checkpoints = new ConcurrentHashMap<>();

    private final Set<TopicPartition> unpositioned = new HashSet<>();

    private final OffsetReports reports = new OffsetReports();

    HeldPartitions(String topic, Consumer<byte[], byte[]> consumer, Positions positions) {
        this.topic = topic;
        this.consumer = consumer;
        this.positions = positions;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            consumer.seek(
                    partition, 0); // any position will do while it is paused; without one Kafka's own would be fetched
        }
        consumer.pause(partitions);
        unpositioned.addAll(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(checkpoints::remove);
        unpositioned.removeAll(partitions);
    }

    /** False if other nodes read partitions of the topic too: then somebody may wait there for what is read here. */
    boolean areAll() {
        return consumer.assignment().size() == consumer.partitionsFor(topic).size();
    }

    /** What was polled, as it may be applied; in the order of partitions, without those whose position is not known. */
    List<PartitionBatch> batches(ConsumerRecords<byte[], byte[]> records) {
        return records.partitions().stream()
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .flatMap(partition -> Optional.ofNullable(checkpoints.get(partition))
                        .map(checkpoint -> new PartitionBatch(partition, checkpoint, records.records(partition)))
                        .stream())
                .toList();
    }

    /** The checkpoints lie behind these batches now. */
    void applied(List<PartitionBatch> batches) {
        batches.forEach(batch -> {
            checkpoints.put(batch.partition(), batch.next());
            reports.applied(batch.partition());
        });
    }

    /** Tells Kafka how far they are, unless that was done just now. */
    void report() {
        reports.send(consumer, checkpoints.keySet());
    }

    /** Partitions are to be read again from where their checkpoints are. */
    void unposition(Collection<TopicPartition> partitions) {
        for (var partition : partitions) {
            if (consumer.assignment().contains(partition)) {
                consumer.pause(Set.of(partition));
                checkpoints.remove(partition);
                unpositioned.add(partition);
            }
        }
    }

    /** True if all are read. */
    boolean arePositioned() {
        return unpositioned.isEmpty();
    }

    /**
     * Reads on from the checkpoints wherever the position is not known. A partition whose checkpoint lies behind the end of the topic stays paused.
     *
     * @throws Fenced if somebody else moves a checkpoint meanwhile
     */
    void position() throws SQLException {
        var found = positions.find(unpositioned, consumer);
        found.forEach((partition, position) -> {
            consumer.seek(partition, position);
            checkpoints.put(partition, position);
        });
        consumer.resume(found.keySet());
        unpositioned.removeAll(found.keySet());
    }

    /** @throws IllegalStateException if a partition could not be positioned */
    void requirePositioned() {
        if (!arePositioned()) {
            throw new IllegalStateException(
                    "Expected checkpoints within the topic, but those of %s lie behind its end: was the topic made anew?"
                            .formatted(unpositioned));
        }
    }

    /** Where each partition stands whose position is known. */
    Map<Integer, Long> checkpoints() {
        var byPartition = new TreeMap<Integer, Long>();
        checkpoints.forEach((partition, next) -> byPartition.put(partition.partition(), next));
        return byPartition;
    }
}
