package dev.millrace.ingest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ArchiveReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.WEBHOOKS.name(), 1);
    private static final int DELIVERIES = 20;

    private final List<MockConsumer<byte[], byte[]>> consumers = new ArrayList<>();
    private final ArchiveReader reader = new ArchiveReader(this::consumer);

    @Test
    void readsManyWithOneConsumer() {
        // given
        var found = new ArrayList<String>();
        // when
        reader.read(positions(17, 5, 6), (position, delivery) -> found.add(position.offset() + delivery.deliveryId()));
        // then
        assertThat(found).containsExactly("5d-5", "6d-6", "17d-17");
        assertThat(consumers)
                .singleElement()
                .satisfies(consumer -> assertThat(consumer.closed()).isTrue());
    }

    @Test
    void leavesOutWhatRetentionHasRemoved() {
        // given
        var found = new ArrayList<Position>();
        // when
        reader.read(positions(0, 1, 7), (position, _) -> found.add(position));
        // then
        assertThat(found).containsExactly(new Position(1, 7));
    }

    @Test
    void findsNothingWhereRetentionHasRemovedIt() {
        // when
        var delivery = reader.read(new Position(1, 0));
        // then
        assertThat(delivery).isEqualTo(Optional.empty());
    }

    @Test
    void needsNoConsumerForNothing() {
        // when
        reader.read(List.of(), (_, _) -> {});
        // then
        assertThat(consumers).isEmpty();
    }

    private static List<Position> positions(long... offsets) {
        return LongStream.of(offsets)
                .mapToObj(offset -> new Position(1, offset))
                .toList();
    }

    /** Of a partition whose first five deliveries are gone. */
    private Consumer<byte[], byte[]> consumer() {
        var consumer = new MockConsumer<byte[], byte[]>("none") {
            @Override
            public synchronized void seek(TopicPartition partition, long offset) {
                super.seek(partition, offset);
                IntStream.range((int) Math.max(5, offset), DELIVERIES).forEach(each -> addRecord(record(each)));
            }
        };
        consumer.updateBeginningOffsets(Map.of(PARTITION, 5L));
        consumer.updateEndOffsets(Map.of(PARTITION, (long) DELIVERIES));
        consumers.add(consumer);
        return consumer;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        var delivery = Records.of(new WebhookDelivery(
                new OrganizationId("acme"),
                new WebhookSourceId("github"),
                "d-" + offset,
                "issues",
                "application/json",
                Instant.EPOCH,
                RawJson.of("{}")));
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                delivery.key(),
                delivery.value(),
                delivery.headers(),
                Optional.empty());
    }
}
