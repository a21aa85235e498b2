package dev.millrace.platform.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.database.Transactions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Of two partitions; no position is asked for, so that PostgreSQL need not be there. */
final class HeldPartitionsTest {

    private static final String TOPIC = "numbers";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

    private final MockConsumer<byte[], byte[]> consumer = consumer();
    private final HeldPartitions partitions = new HeldPartitions(
            TOPIC,
            consumer,
            new Positions("sums", new ProjectionTables("query"), new Transactions(new PGSimpleDataSource())));

    @Test
    void knowsWhetherSomebodyElseHoldsSome() {
        hold(FIRST);
        assertThat(partitions.areAll()).isFalse();
        hold(FIRST, SECOND);
        assertThat(partitions.areAll()).isTrue();
    }

    @Test
    void appliesNothingFromAPositionThatIsNotKnown() {
        // when
        hold(FIRST);
        // then
        assertThat(consumer.paused()).containsExactly(FIRST);
        assertThat(partitions.arePositioned()).isFalse();
        assertThat(partitions.checkpoints()).isEmpty();
        assertThat(partitions.batches(oneRecord())).isEmpty();
    }

    @Test
    void goesOnFromWhatWasAppliedUntilItIsToBeReadAgain() {
        // given
        hold(FIRST);
        consumer.resume(List.of(FIRST));
        // when
        partitions.applied(List.of(new PartitionBatch(FIRST, 0, oneRecord().records(FIRST))));
        // then
        assertThat(partitions.checkpoints()).isEqualTo(Map.of(0, 1L));
        assertThat(partitions.batches(oneRecord()))
                .singleElement()
                .extracting(PartitionBatch::expected)
                .isEqualTo(1L);
        // when
        partitions.unposition(List.of(FIRST, SECOND));
        // then
        assertThat(consumer.paused()).containsExactly(FIRST);
        assertThat(partitions.batches(oneRecord())).isEmpty();
    }

    @Test
    void forgetsWhatIsHeldBySomebodyElse() {
        // given
        hold(FIRST);
        partitions.applied(List.of(new PartitionBatch(FIRST, 0, oneRecord().records(FIRST))));
        // when
        partitions.onPartitionsRevoked(List.of(FIRST));
        // then
        assertThat(partitions.checkpoints()).isEmpty();
        assertThat(partitions.arePositioned()).isTrue();
    }

    private void hold(TopicPartition... held) {
        consumer.assign(List.of(held));
        partitions.onPartitionsAssigned(List.of(held));
    }

    private static ConsumerRecords<byte[], byte[]> oneRecord() {
        return new ConsumerRecords<>(
                Map.of(FIRST, List.of(new ConsumerRecord<>(TOPIC, 0, 0, new byte[0], new byte[0]))), Map.of());
    }

    private static MockConsumer<byte[], byte[]> consumer() {
        var consumer = new MockConsumer<byte[], byte[]>("none");
        var broker = new Node(1, "localhost", 1);
        var nodes = new Node[] {broker};
        consumer.updatePartitions(
                TOPIC,
                IntStream.range(0, 2)
                        .mapToObj(partition -> new PartitionInfo(TOPIC, partition, broker, nodes, nodes))
                        .toList());
        return consumer;
    }
}
