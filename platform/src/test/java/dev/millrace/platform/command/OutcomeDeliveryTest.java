package dev.millrace.platform.command;

import static dev.millrace.platform.command.DoorFixture.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class OutcomeDeliveryTest {

    private final PendingOutcomes pending = new PendingOutcomes(new Deadlines());
    private final OutcomeDelivery delivery = new OutcomeDelivery(pending, new ReplyAddress("here/1"));

    @Test
    void isLateOnceNobodyWaitsAnyMore() {
        // given
        assertThat(delivery.isLate()).isFalse();
        // when
        deliver("here/1", 100);
        // then
        assertThat(delivery.isLate()).isTrue();
    }

    @Test
    void learnsNothingFromWhatIsForAnother() {
        // when
        deliver("there/1", 1_000);
        // then
        assertThat(delivery.isLate()).isFalse();
    }

    @Test
    void isInTimeAgainAfterFewThatAreWaitedFor() {
        // given
        deliver("here/1", 10_000);
        // when
        for (int index = 0; index < 4; index++) {
            deliverAwaited();
        }
        // then
        assertThat(delivery.isLate()).isFalse();
    }

    @Test
    void staysLateWhenOneOfManyIsWaitedFor() {
        // given
        deliver("here/1", 1_000);
        // when
        deliverAwaited();
        // then
        assertThat(delivery.isLate()).isTrue();
    }

    @Test
    void isInTimeWhileAnotherPartitionIsWaitedFor() {
        // given
        deliverAwaited(1);
        // when
        deliver("here/1", 10_000);
        // then
        assertThat(delivery.isLate()).isFalse();
    }

    private void deliver(String replyTo, int records) {
        IntStream.range(0, records).forEach(_ -> delivery.deliver(outcome(replyTo, 0, newId())));
    }

    private void deliverAwaited() {
        deliverAwaited(0);
    }

    private void deliverAwaited(int partition) {
        var id = newId();
        var waiting = pending.await(ACME, id);
        delivery.deliver(outcome("here/1", partition, id));
        assertThat(waiting).isCompleted();
    }

    private static CommandId newId() {
        return new CommandId(UUID.randomUUID());
    }

    private static ConsumerRecord<byte[], byte[]> outcome(String replyTo, int partition, CommandId id) {
        var outcome = new Outcome.Accepted(id, 1, 1, List.of());
        return new ConsumerRecord<>(
                Topics.OUTCOMES.name(),
                partition,
                0,
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
