package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.Kind;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.sql.SQLException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Writes deliveries to the dead letters. A letter that is written twice, after a crash, reads like one: the newest of an id counts. */
public final class DeadLetterLog {

    private final Producer<byte[], byte[]> producer;

    public DeadLetterLog(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Returns once all letters are in the log; a failure is of the infrastructure. */
    void append(Collection<DeadLetterRecord> letters) throws SQLException {
        Appends.awaitAll(letters.stream().map(this::send).toList());
    }

    private CompletableFuture<Void> send(DeadLetterRecord letter) {
        var sent = new CompletableFuture<Void>();
        try {
            var _ = producer.send(Records.of(letter), (_, failure) -> {
                if (failure == null) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) { // interrupted while the buffer was full, or closed
            sent.completeExceptionally(e);
        }
        return sent;
    }

    /** The letter of a delivery. Its id names the source too: a provider's ids are unique among its own only. */
    static DeadLetterRecord letter(WebhookDelivery delivery, Position position, State state, String cause) {
        return new DeadLetterRecord(
                delivery.organization(),
                delivery.source() + "/" + delivery.deliveryId(),
                Kind.DELIVERY,
                state,
                delivery.event(),
                Topics.WEBHOOKS.name(),
                position.partition(),
                position.offset(),
                cause,
                delivery.receivedAt(),
                Translator.ACTOR_PREFIX + delivery.source(),
                delivery.body());
    }
}
