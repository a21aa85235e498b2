package dev.millrace.platform.projection;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of one partition that are to be applied.
 *
 * @param expected where the checkpoint must be
 * @param records  in their order, at least one
 */
record PartitionBatch(TopicPartition partition, long expected, List<ConsumerRecord<byte[], byte[]>> records) {

    /** Where the checkpoint is after them. */
    long next() {
        return records.getLast().offset() + 1;
    }

    /** The first half and what follows it; of at least two records. */
    List<PartitionBatch> halves() {
        int half = records.size() / 2;
        var first = new PartitionBatch(partition, expected, records.subList(0, half));
        return List.of(first, new PartitionBatch(partition, first.next(), records.subList(half, records.size())));
    }
}
