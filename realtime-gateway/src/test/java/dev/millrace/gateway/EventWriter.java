package dev.millrace.gateway;

import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes events as the command processor would, and shows them to the read side. */
final class EventWriter implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final HistoryServer history;
    private final Map<String, Long> sequences = new HashMap<>();

    EventWriter(KafkaConnection kafka, HistoryServer history) {
        this.producer = new KafkaProducer<>(kafka.producer("test-events"));
        this.history = history;
    }

    /** Appends one event without waiting for it. */
    synchronized Future<?> append(String organization, String subject, String data) {
        long sequence = sequences.merge(organization, 1L, Long::sum);
        var event = new EventRecord(
                new OrganizationId(organization),
                sequence,
                UUID.randomUUID().toString(),
                "row.put",
                1,
                new Subject(subject),
                1,
                Instant.now(),
                "anna",
                new CommandId(UUID.randomUUID()),
                "c",
                "0".repeat(64),
                null,
                RawJson.of(data));
        history.add(event);
        return producer.send(new ProducerRecord<>(
                Topics.EVENTS.name(),
                null,
                Records.key(event.organization()),
                event.data().bytes(),
                Records.headers(event)));
    }

    /** Appends several and waits until they are in the log. */
    void append(String organization, String subject, int count) {
        for (int i = 0; i < count; i++) {
            var _ = append(organization, subject, "{\"n\":" + i + "}");
        }
        producer.flush();
    }

    void await(Future<?> appended) throws InterruptedException, ExecutionException {
        appended.get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
