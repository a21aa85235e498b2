package dev.millrace.command.processing;

import static dev.millrace.command.processing.EntityFixture.ACME;
import static dev.millrace.command.processing.EntityFixture.NOON;
import static dev.millrace.command.processing.TopologyFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.envelope.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommittedOutcomesTest {

    private final List<Outcome> handedOn = new ArrayList<>();
    private final CommittedOutcomes outcomes = new CommittedOutcomes(entry -> handedOn.add(entry.outcome()));

    private static Outcome outcome(long number) {
        return new Outcome.Accepted(id(number), number, number, List.of());
    }

    @Test
    void areHandedOnOnceTheyAreCommitted() {
        // given
        outcomes.add(ACME, outcome(1), NOON);
        assertThat(handedOn).isEmpty();
        // when
        outcomes.committed();
        outcomes.committed();
        // then
        assertThat(handedOn).containsExactly(outcome(1));
    }

    @Test
    void areDroppedWithTheirTransaction() {
        // given
        outcomes.add(ACME, outcome(1), NOON);
        // when
        outcomes.dropped();
        outcomes.add(ACME, outcome(2), NOON);
        outcomes.committed();
        // then
        assertThat(handedOn).containsExactly(outcome(2));
    }
}
