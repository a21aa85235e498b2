package dev.millrace.ingest.translation;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.millrace.ingest.archive.ArchiveReader;
import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.kafka.DeadLetters;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.Kind;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Writes deliveries to the dead letters. A letter that is written twice, after a crash, reads like one: the newest of an id counts. */
public final class DeadLetterLog {

    /** Who writes these letters, as a URI reference. */
    private static final String SOURCE = "/webhook-ingest";

    private final ArchiveReader archive;
    private final Producer<byte[], byte[]> producer;

    public DeadLetterLog(ArchiveReader archive, Producer<byte[], byte[]> producer) {
        this.archive = archive;
        this.producer = producer;
    }

    /** News of a delivery that lies on the topic. */
    record Notice(Position position, State state, String cause) {}

    /** Returns once all letters are in the log; a failure is of the infrastructure. */
    void append(Collection<DeadLetterRecord> letters) throws SQLException {
        Appends.awaitAll(letters.stream().map(this::send).toList());
    }

    /** The same for deliveries that are not at hand; one that retention has removed from the topic has no letter. */
    void announce(Collection<Notice> notices) throws SQLException {
        var byPosition = notices.stream().collect(toMap(Notice::position, notice -> notice));
        var sent = new ArrayList<CompletableFuture<Void>>();
        try {
            archive.read(byPosition.keySet(), (position, delivery) -> {
                var notice = requireNonNull(byPosition.get(position));
                sent.add(send(letter(delivery, position, notice.state(), notice.cause())));
            });
        } catch (KafkaException e) {
            throw Appends.unconfirmed(e);
        }
        Appends.awaitAll(sent);
    }

    private CompletableFuture<Void> send(DeadLetterRecord letter) {
        var sent = new CompletableFuture<Void>();
        try {
            var _ = producer.send(DeadLetters.record(letter, SOURCE), (_, failure) -> {
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
