package dev.millrace.ingest.archive;

import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads single deliveries back, by where they lie. Seldom needed, so that each call has a consumer of its own and any thread may call. */
public final class ArchiveReader {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConnection connection;
    private final String clientId;

    public ArchiveReader(KafkaConnection connection, String clientId) {
        this.connection = connection;
        this.clientId = clientId;
    }

    /** The delivery at that place; empty once the topic's retention has removed it. Fails with Kafka's exception where there is no answer. */
    public Optional<WebhookDelivery> read(Position position) {
        var partition = new TopicPartition(Topics.WEBHOOKS.name(), position.partition());
        var settings = connection.consumer(clientId);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, position.offset());
            return poll(consumer, position);
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        }
    }

    private static Optional<WebhookDelivery> poll(Consumer<byte[], byte[]> consumer, Position position) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (var record : consumer.poll(POLL)) {
                return record.offset() == position.offset() ? Optional.of(Records.delivery(record)) : Optional.empty();
            }
        }
        throw new TimeoutException("Expected the delivery at %s within %s".formatted(position, PATIENCE));
    }
}
