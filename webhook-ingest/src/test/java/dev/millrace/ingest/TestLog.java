package dev.millrace.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.platform.kafka.DeadLetters;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topics as a test sees them: what lies there, and what the command service would write. */
final class TestLog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConnection connection;
    private final int partitions;
    private final Producer<byte[], byte[]> processor;

    TestLog(KafkaConnection connection, int partitions) {
        this.connection = connection;
        this.partitions = partitions;
        var settings = connection.producer("test-processor");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test-processor-" + UUID.randomUUID());
        this.processor = new KafkaProducer<>(settings);
        processor.initTransactions();
    }

    /** In a transaction, as the processor writes: a marker lies behind each event. */
    synchronized void append(EventRecord event) {
        transact(new ProducerRecord<>(
                Topics.EVENTS.name(),
                null,
                Records.key(event.organization()),
                event.data().bytes(),
                Records.headers(event)));
    }

    /** In one transaction, so that they are read together. */
    synchronized void append(OrganizationId organization, List<Outcome> outcomes) {
        transact(outcomes.stream()
                .map(outcome -> new ProducerRecord<>(
                        Topics.OUTCOMES.name(),
                        null,
                        Records.key(organization),
                        Outcomes.toJson(outcome),
                        Records.headers(outcome, organization, Instant.now(), null)))
                .toList());
    }

    synchronized void append(WebhookDelivery delivery) {
        transact(Records.of(delivery));
    }

    private void transact(ProducerRecord<byte[], byte[]> message) {
        transact(List.of(message));
    }

    private void transact(List<ProducerRecord<byte[], byte[]>> messages) {
        processor.beginTransaction();
        for (var message : messages) {
            var _ = processor.send(message);
        }
        processor.commitTransaction();
    }

    List<WebhookDelivery> deliveries(OrganizationId organization) {
        return read(Topics.WEBHOOKS, organization).stream()
                .map(Records::delivery)
                .toList();
    }

    List<CommandRecord> commands(OrganizationId organization) {
        return read(Topics.COMMANDS, organization).stream()
                .map(message -> Records.command(message.value(), message.headers()))
                .toList();
    }

    List<DeadLetterRecord> deadLetters(OrganizationId organization) {
        return read(Topics.DEAD_LETTERS, organization).stream()
                .map(DeadLetters::read)
                .toList();
    }

    /** Who says to have written the dead letters. */
    List<String> writersOfDeadLetters(OrganizationId organization) {
        return read(Topics.DEAD_LETTERS, organization).stream()
                .map(message ->
                        new String(message.headers().lastHeader("ce_source").value(), UTF_8))
                .toList();
    }

    /** Everything of the organization that is on the topic now. */
    private List<ConsumerRecord<byte[], byte[]>> read(Topic topic, OrganizationId organization) {
        try (var consumer = new KafkaConsumer<byte[], byte[]>(connection.consumer("test-reader"))) {
            var all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            var ends = consumer.endOffsets(all);
            var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (var message : consumer.poll(POLL)) {
                    if (Records.organization(message.key()).equals(organization)) {
                        found.add(message);
                    }
                }
            }
            return found;
        }
    }

    @Override
    public void close() {
        processor.close();
    }
}
