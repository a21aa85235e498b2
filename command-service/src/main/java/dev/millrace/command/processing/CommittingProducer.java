package dev.millrace.command.processing;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer of a stream thread, which tells when its transaction is through. */
final class CommittingProducer extends KafkaProducer<byte[], byte[]> {

    private final CommittedOutcomes outcomes;

    CommittingProducer(Map<String, Object> settings, CommittedOutcomes outcomes) {
        super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.outcomes = outcomes;
    }

    @Override
    public void beginTransaction() {
        outcomes.dropped(); // whatever is left belongs to a transaction that never ended well
        super.beginTransaction();
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        outcomes.committed();
    }

    @Override
    public void abortTransaction() {
        outcomes.dropped();
        super.abortTransaction();
    }

    @Override
    public void close(Duration timeout) {
        outcomes.dropped();
        super.close(timeout);
    }
}
