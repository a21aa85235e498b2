package dev.millrace.platform.command;

import static dev.millrace.platform.command.DoorFixture.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutcomeListenerTest {

    private static final String TOPIC = Topics.OUTCOMES.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final CommandId ID = new CommandId(new UUID(1, 1));
    private static final Outcome OUTCOME = new Outcome.Accepted(ID, 1, 1, List.of());

    private final PendingOutcomes pending = new PendingOutcomes(new Deadlines());
    private final ArrayDeque<MockConsumer<byte[], byte[]>> consumers = new ArrayDeque<>();
    private final OutcomeListener listener =
            new OutcomeListener(consumers::removeFirst, pending, new ReplyAddress("here/1"));

    @AfterEach
    void stop() {
        listener.stop();
    }

    @Test
    void tellsTheWaiterWhatIsAddressedToThisProcess() throws Exception {
        // given
        var consumer = consumerAtEnd(5);
        var waiting = pending.await(ACME, ID);
        listener.start();
        // when
        consumer.addRecord(outcome(5, "here/1"));
        // then
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(OUTCOME);
    }

    @Test
    void skipsWhatIsAddressedToAnother() throws Exception {
        // given
        var consumer = consumerAtEnd(0);
        var waiting = pending.await(ACME, ID);
        var marker = pending.await(ACME, new CommandId(new UUID(2, 2)));
        listener.start();
        // when
        consumer.addRecord(outcome(0, "there/1"));
        consumer.addRecord(outcome(1, "here/1", new Outcome.Accepted(new CommandId(new UUID(2, 2)), 1, 1, List.of())));
        // then
        marker.get(5, TimeUnit.SECONDS);
        assertThat(waiting).isNotDone();
    }

    @Test
    void bearsARecordThatCannotBeRead() throws Exception {
        // given
        var consumer = consumerAtEnd(0);
        var waiting = pending.await(ACME, ID);
        listener.start();
        var broken = outcome(0, "here/1");
        broken.headers().remove("ce_id");
        // when
        consumer.addRecord(broken);
        consumer.addRecord(outcome(1, "here/1"));
        // then
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(OUTCOME);
    }

    @Test
    void goesOnWhereItWasAfterAFailure() throws Exception {
        // given
        var first = consumerAtEnd(3);
        var second = consumerAtEnd(9); // what was written meanwhile lies before its end
        second.schedulePollTask(() -> second.addRecord(outcome(3, "here/1")));
        var waiting = pending.await(ACME, ID);
        listener.start();
        // when
        first.schedulePollTask(() -> first.setPollException(new KafkaException("lost")));
        // then
        assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(OUTCOME);
        assertThat(second.position(PARTITION)).isEqualTo(4);
    }

    /** With a pause after each poll it would take minutes. */
    @Test
    void keepsUpWithWhatNobodyWaitsFor() {
        // given
        var consumer = consumerAtEnd(0);
        consumer.setMaxPollRecords(1);
        listener.start();
        // when
        consumer.schedulePollTask(() -> {
            consumer.updateEndOffsets(Map.of(PARTITION, 2_000L));
            for (int offset = 0; offset < 2_000; offset++) {
                consumer.addRecord(outcome(offset, "here/1"));
            }
        });
        // then
        await().until(() -> consumer.position(PARTITION) == 2_000);
    }

    @Test
    void isNotReadyOnceAnErrorHasEndedIt() {
        // given
        var consumer = consumerAtEnd(0);
        listener.start();
        // when
        consumer.schedulePollTask(() -> {
            throw new OutOfMemoryError("planted");
        });
        // then
        await().until(() -> listener.problem().isPresent());
    }

    @Test
    void runsUntilItIsStopped() {
        // given
        var consumer = consumerAtEnd(0);
        listener.start();
        assertThat(listener.isRunning()).isTrue();
        // when
        listener.stop();
        // then
        assertThat(listener.isRunning()).isFalse();
        assertThat(consumer.closed()).isTrue();
    }

    private MockConsumer<byte[], byte[]> consumerAtEnd(long end) {
        var consumer = new MockConsumer<byte[], byte[]>("latest");
        var broker = new Node(1, "localhost", 1);
        var nodes = new Node[] {broker};
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, broker, nodes, nodes)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        consumers.addLast(consumer);
        return consumer;
    }

    private static ConsumerRecord<byte[], byte[]> outcome(long offset, String replyTo) {
        return outcome(offset, replyTo, OUTCOME);
    }

    private static ConsumerRecord<byte[], byte[]> outcome(long offset, String replyTo, Outcome outcome) {
        return new ConsumerRecord<>(
                TOPIC,
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                Records.key(ACME),
                Outcomes.toJson(outcome),
                Records.headers(outcome, ACME, Instant.EPOCH, replyTo),
                Optional.empty());
    }
}
