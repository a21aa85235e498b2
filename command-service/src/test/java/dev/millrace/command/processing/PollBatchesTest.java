package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PollBatchesTest {

    private final PollBatches batches = new PollBatches();

    @Test
    void endsWithTheLastRecordOfTheLastPartition() {
        // given
        batches.polled(1, 2);
        batches.polled(2, 1);
        // then
        assertThat(batches.processed(1)).isFalse();
        assertThat(batches.processed(1)).isFalse();
        assertThat(batches.processed(2)).isTrue();
    }

    @Test
    void goesOnWhereAPollCameInBetween() {
        // given
        batches.polled(1, 2);
        // then
        assertThat(batches.processed(1)).isFalse();
        batches.polled(1, 1);
        assertThat(batches.processed(1)).isFalse();
        assertThat(batches.processed(1)).isTrue();
    }

    @Test
    void doesNotWaitForAPartitionThatWentAway() {
        // given
        batches.polled(1, 1);
        batches.polled(2, 500);
        // when
        batches.forget(2);
        // then
        assertThat(batches.processed(1)).isTrue();
    }

    @Test
    void endsWithEveryRecordWhereNobodyCounts() {
        assertThat(batches.processed(1)).isTrue();
    }
}
