package dev.millrace.command.processing;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Tells {@link PollBatches} what each poll of a stream thread's main consumer brought. Made by the consumer, from its settings. */
public final class PollCounter implements ConsumerInterceptor<byte[], byte[]> {

    /** Setting that carries the {@link PollBatches}. */
    static final String BATCHES = "millrace.poll.batches";

    private @Nullable PollBatches batches;

    @Override
    public void configure(Map<String, ?> settings) {
        batches = (PollBatches) settings.get(BATCHES);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        for (var partition : records.partitions()) {
            Objects.requireNonNull(batches)
                    .polled(partition.partition(), records.records(partition).size());
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // counted where it is processed
    }

    @Override
    public void close() {
        // nothing is held
    }
}
