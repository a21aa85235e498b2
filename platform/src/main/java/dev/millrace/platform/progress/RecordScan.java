package dev.millrace.platform.progress;

import dev.millrace.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether any committed record lies in a stretch of a partition. The end of a partition written in transactions is seldom a record: behind the last one lie
 * markers, which no projection ever sees, so that comparing its position with the end alone would wait for ever.
 */
public final class RecordScan implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConnection connection;
    private final String clientId;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TopicPartition, Stretch> empty = new HashMap<>();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean closed;

    private record Stretch(long from, long to) {}

    public RecordScan(KafkaConnection connection, String clientId) {
        this.connection = connection;
        this.clientId = clientId;
    }

    /** True if no record that readers see lies from {@code from} to before {@code to}; false if one does, or it is not known within a moment. */
    boolean isEmpty(TopicPartition partition, long from, long to) {
        lock.lock();
        try {
            var known = empty.get(partition);
            long start = known != null && known.from() <= from && from <= known.to() ? known.to() : from;
            return start >= to || (!closed && scan(partition, from, start) >= to);
        } catch (KafkaException e) {
            return false; // not known; the caller looks again as long as it has time
        } finally {
            lock.unlock();
        }
    }

    /** How far there is no record. */
    private long scan(TopicPartition partition, long from, long start) {
        var reader = consumer();
        reader.assign(List.of(partition));
        reader.seek(partition, start);
        if (!reader.poll(POLL).isEmpty()) {
            return start;
        }
        long reached = reader.position(partition, POLL);
        empty.put(partition, new Stretch(from, reached));
        return reached;
    }

    private Consumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            var settings = connection.consumer(clientId);
            settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
            settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 * 1024);
            consumer = new KafkaConsumer<>(settings);
        }
        return consumer;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (consumer != null) {
                consumer.close();
                consumer = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
