package dev.millrace.command.processing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The main consumer of a stream thread, which tells {@link PollBatches} what each poll brings.
 *
 * <p>A Kafka consumer asks for more whenever it hands records out, so that what the next poll brings was fetched when the batch before it began; what came during that batch
 * has to wait for one more. While there is much to do, a poll therefore goes on to what has come since, and a command waits for one batch less.
 */
final class CommandConsumer extends KafkaConsumer<byte[], byte[]> {

    /** A batch of so many says that more has come meanwhile; a lonely command is not to wait for others. */
    private static final int BUSY = 4;

    /** A batch of so many is worth its commit as it is. */
    private static final int ENOUGH = 500;

    private final PollBatches batches;
    private final Duration patience;
    private final ThreadReplacement replacement;
    private boolean polled;
    private int last;

    /**
     * Opens the consumer.
     *
     * @param patience    how long a poll that has records waits for what has come since they were fetched: a few times what one fetch takes
     * @param replacement tells when a thread may join, and whether the one that closes has failed
     */
    CommandConsumer(
            Map<String, Object> settings, PollBatches batches, Duration patience, ThreadReplacement replacement) {
        super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.batches = batches;
        this.patience = patience;
        this.replacement = replacement;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!polled) {
            replacement.awaitTurn();
            polled = true;
        }
        var records = super.poll(timeout);
        if (last >= BUSY && !records.isEmpty() && records.count() < ENOUGH) {
            records = withNewer(records);
        }
        last = records.count();
        for (var partition : records.partitions()) {
            batches.polled(partition.partition(), records.records(partition).size());
        }
        return records;
    }

    /**
     * A thread that failed leaves the group, however Streams would have it: its static member would keep its partitions until the session ends, because the thread in
     * its place has another name.
     */
    @Override
    public void close(CloseOptions options) {
        super.close(
                replacement.isFailed()
                        ? options.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                        : options);
    }

    private ConsumerRecords<byte[], byte[]> withNewer(ConsumerRecords<byte[], byte[]> older) {
        ConsumerRecords<byte[], byte[]> newer;
        try {
            newer = super.poll(patience);
        } catch (RuntimeException e) {
            handBack(older);
            throw e;
        }
        return newer.isEmpty() ? held(older, assignment()) : joined(held(older, assignment()), newer);
    }

    /** Whoever polls after a failure gets them again: our place is behind them, but nobody has seen them. */
    private void handBack(ConsumerRecords<byte[], byte[]> records) {
        var assigned = assignment();
        for (var partition : records.partitions()) {
            if (assigned.contains(partition)) {
                seek(partition, records.records(partition).getFirst().offset());
            }
        }
    }

    /** Partitions that went to another node in between take their records with them. */
    private static ConsumerRecords<byte[], byte[]> held(
            ConsumerRecords<byte[], byte[]> records, Set<TopicPartition> assigned) {
        if (assigned.containsAll(records.partitions())) {
            return records;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> held = new HashMap<>();
        for (var partition : records.partitions()) {
            if (assigned.contains(partition)) {
                held.put(partition, records.records(partition));
            }
        }
        var places = new HashMap<>(records.nextOffsets());
        places.keySet().retainAll(assigned);
        return new ConsumerRecords<>(held, places);
    }

    private static ConsumerRecords<byte[], byte[]> joined(
            ConsumerRecords<byte[], byte[]> older, ConsumerRecords<byte[], byte[]> newer) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> joined = new HashMap<>();
        for (var records : List.of(older, newer)) {
            for (var partition : records.partitions()) {
                joined.computeIfAbsent(partition, _ -> new ArrayList<>()).addAll(records.records(partition));
            }
        }
        Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>(older.nextOffsets());
        places.putAll(newer.nextOffsets());
        return new ConsumerRecords<>(joined, places);
    }
}
