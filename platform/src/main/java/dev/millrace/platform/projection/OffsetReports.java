package dev.millrace.platform.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells Kafka how far a projection is, for lag monitors and for those who start where the event log is. Never ahead of PostgreSQL, and never read back here: now and then
 * is enough.
 */
final class OffsetReports {

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Of which more was applied than Kafka knows. */
    private final Set<TopicPartition> untold = new HashSet<>();

    private long sentAt = System.nanoTime();

    void applied(TopicPartition partition) {
        untold.add(partition);
    }

    /** Sends what there is to tell, unless that was done just now; of partitions alone that the loop still holds. */
    void send(Consumer<byte[], byte[]> consumer, Set<TopicPartition> held) {
        if (untold.isEmpty() || System.nanoTime() - sentAt < EVERY.toNanos()) {
            return;
        }
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var partition : untold) {
            if (held.contains(partition)) {
                offsets.put(partition, new OffsetAndMetadata(consumer.position(partition)));
            }
        }
        consumer.commitAsync(offsets, null);
        untold.clear();
        sentAt = System.nanoTime();
    }
}
