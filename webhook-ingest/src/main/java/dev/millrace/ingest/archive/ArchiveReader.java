package dev.millrace.ingest.archive;

import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads deliveries back, by where they lie. Seldom needed, so that each call has a consumer of its own and any thread may call. */
public final class ArchiveReader {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Supplier<Consumer<byte[], byte[]>> consumers;

    /**
     * A reader.
     *
     * @param consumers of committed records, which fail where an offset is out of range
     */
    ArchiveReader(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    /** With consumers of the topic. */
    public static ArchiveReader on(KafkaConnection connection, String clientId) {
        var settings = connection.consumer(clientId);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return new ArchiveReader(() -> new KafkaConsumer<>(settings));
    }

    /** The delivery at that place; empty once the topic's retention has removed it. Fails with Kafka's exception where there is no answer. */
    public Optional<WebhookDelivery> read(Position position) {
        var found = new AtomicReference<WebhookDelivery>();
        read(List.of(position), (_, delivery) -> found.set(delivery));
        return Optional.ofNullable(found.get());
    }

    /**
     * Reads many at once, one after the other in the order of the topic, so that they need not fit into memory together. Fails with Kafka's exception where there
     * is no answer.
     *
     * @param found told of each delivery that is there still; those that the topic's retention has removed are left out
     */
    public void read(Collection<Position> positions, BiConsumer<Position, WebhookDelivery> found) {
        if (positions.isEmpty()) {
            return;
        }
        var offsets = new TreeMap<Integer, NavigableSet<Long>>();
        for (var position : positions) {
            offsets.computeIfAbsent(position.partition(), _ -> new TreeSet<>()).add(position.offset());
        }
        try (var consumer = consumers.get()) {
            offsets.forEach((partition, wanted) -> read(consumer, partition, wanted, found));
        }
    }

    private static void read(
            Consumer<byte[], byte[]> consumer,
            int partition,
            NavigableSet<Long> offsets,
            BiConsumer<Position, WebhookDelivery> found) {
        consumer.assign(List.of(new TopicPartition(Topics.WEBHOOKS.name(), partition)));
        var left = offsets;
        while (!left.isEmpty()) {
            left = left.tailSet(readSome(consumer, partition, left, found), true);
        }
    }

    /** Reads the first and what comes with it; returns from where on nothing is known yet. */
    private static long readSome(
            Consumer<byte[], byte[]> consumer,
            int partition,
            NavigableSet<Long> offsets,
            BiConsumer<Position, WebhookDelivery> found) {
        var topicPartition = new TopicPartition(Topics.WEBHOOKS.name(), partition);
        long first = offsets.first();
        consumer.seek(topicPartition, first);
        long started = System.nanoTime();
        while (System.nanoTime() - started < PATIENCE.toNanos()) {
            try {
                for (var record : consumer.poll(POLL)) {
                    if (offsets.contains(record.offset())) {
                        found.accept(new Position(partition, record.offset()), Records.delivery(record));
                    }
                }
            } catch (OffsetOutOfRangeException e) {
                return first + 1;
            }
            if (consumer.position(topicPartition) > first) {
                return consumer.position(topicPartition);
            }
        }
        throw new TimeoutException(
                "Expected the delivery at %s within %s".formatted(new Position(partition, first), PATIENCE));
    }
}
