package dev.millrace.command.processing;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Kafka Streams' clients, with consumers that tell of their batches and producers that tell of their commits. */
final class StreamsClients implements KafkaClientSupplier {

    /** A fetch within one machine or data centre takes a fraction of it. */
    private static final Duration PATIENCE = Duration.ofMillis(2);

    private final PollBatches batches;
    private final CommittedOutcomes outcomes;
    private final ThreadReplacement replacement;

    StreamsClients(PollBatches batches, CommittedOutcomes outcomes, ThreadReplacement replacement) {
        this.batches = batches;
        this.outcomes = outcomes;
        this.replacement = replacement;
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return new CommittingProducer(settings, outcomes);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new CommandConsumer(settings, batches, PATIENCE, replacement);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        throw new UnsupportedOperationException("Expected a topology without global stores, but one is there");
    }
}
