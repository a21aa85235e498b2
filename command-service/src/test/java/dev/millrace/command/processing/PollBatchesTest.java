package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.command.processing.PollBatches.End;
import org.junit.jupiter.api.Test;

class PollBatchesTest {

    private final PollBatches batches = new PollBatches();

    @Test
    void endsWithTheLastRecordOfTheLastPartition() {
        // given
        batches.polled(1, 2);
        batches.polled(2, 1);
        // then
        assertThat(batches.processed(1)).isEqualTo(End.NOTHING);
        assertThat(batches.processed(1)).isEqualTo(End.PARTITION);
        assertThat(batches.processed(2)).isEqualTo(End.BATCH);
    }

    @Test
    void goesOnWhereAPollCameInBetween() {
        // given
        batches.polled(1, 2);
        // then
        assertThat(batches.processed(1)).isEqualTo(End.NOTHING);
        batches.polled(1, 1);
        assertThat(batches.processed(1)).isEqualTo(End.NOTHING);
        assertThat(batches.processed(1)).isEqualTo(End.BATCH);
    }

    @Test
    void doesNotWaitForAPartitionThatWentAway() {
        // given
        batches.polled(1, 1);
        batches.polled(2, 500);
        // when
        batches.forget(2);
        // then
        assertThat(batches.processed(1)).isEqualTo(End.BATCH);
    }

    @Test
    void endsWithEveryRecordWhereNobodyCounts() {
        assertThat(batches.processed(1)).isEqualTo(End.BATCH);
    }
}
