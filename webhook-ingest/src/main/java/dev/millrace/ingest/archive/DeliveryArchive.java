package dev.millrace.ingest.archive;

import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Writes deliveries to the topic. Any thread may call it. */
public final class DeliveryArchive implements AutoCloseable {

    /**
     * From the call of {@link #append} on, no write can be on its way any longer than this: the producer waits 5 s for its turn, tries for 20 s, and
     * what a leader took in is on all replicas in sync, or lost, within the 30 s in which brokers drop a replica that lags.
     */
    public static final Duration LONGEST_WRITE = Duration.ofSeconds(55);

    /** The header of a record that says which trace it belongs to. */
    public static final String TRACE_PARENT = "traceparent";

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;

    public DeliveryArchive(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** With a producer of its own. */
    public static DeliveryArchive on(KafkaConnection connection, String clientId) {
        return new DeliveryArchive(new KafkaProducer<>(connection.producer(clientId)));
    }

    /**
     * Appends one delivery.
     *
     * @param traceParent W3C trace context of the request that brought it
     * @return where it lies, once all replicas have it; or Kafka's exception, after which it may lie there all the same
     */
    public CompletableFuture<Position> append(WebhookDelivery delivery, String traceParent) {
        var appended = new CompletableFuture<Position>();
        try {
            var message = Records.of(delivery);
            message.headers().add(TRACE_PARENT, traceParent.getBytes(StandardCharsets.UTF_8));
            var _ = producer.send(message, (metadata, failure) -> {
                if (failure == null) {
                    appended.complete(new Position(metadata.partition(), metadata.offset()));
                } else {
                    appended.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) { // interrupted while the buffer was full, or closed
            appended.completeExceptionally(e);
        }
        return appended;
    }

    /** Waits for what is on its way. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
