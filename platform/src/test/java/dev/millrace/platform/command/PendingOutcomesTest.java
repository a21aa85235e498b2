package dev.millrace.platform.command;

import static dev.millrace.platform.command.DoorFixture.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PendingOutcomesTest {

    private static final CommandId ID = new CommandId(new UUID(1, 1));
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final Outcome OUTCOME = new Outcome.Accepted(ID, 1, 1, List.of());

    private final PendingOutcomes pending = new PendingOutcomes(new Deadlines());

    @Test
    void tellsEveryoneWhoWaitsForTheSameCommand() {
        // given
        var first = pending.await(ACME, ID);
        var second = pending.await(ACME, ID);
        // when
        pending.complete(ACME, OUTCOME);
        // then
        assertThat(first).isCompletedWithValue(OUTCOME);
        assertThat(second).isCompletedWithValue(OUTCOME);
        assertThat(pending.size()).isZero();
    }

    @Test
    void keepsOrganizationsApart() {
        // given
        var waiting = pending.await(ACME, ID);
        // when
        pending.complete(new OrganizationId("other"), OUTCOME);
        // then
        assertThat(waiting).isNotDone();
        assertThat(pending.isAwaited(ACME, ID)).isTrue();
    }

    @Test
    void bearsAnOutcomeThatNobodyAwaits() {
        // when
        pending.complete(ACME, OUTCOME);
        // then
        assertThat(pending.isAwaited(ACME, ID)).isFalse();
    }

    @Test
    void doesNotRestWhileSomebodyWaits() {
        // given
        var _ = pending.await(ACME, ID);
        // when, then: returns
        pending.rest(FOR_EVER);
    }

    @Test
    void restsUntilSomebodyWaits() throws Exception {
        // given
        var reader = Thread.ofVirtual().start(() -> pending.rest(FOR_EVER));
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
        // when
        var _ = pending.await(ACME, ID);
        // then
        reader.join();
    }

    @Test
    void restsNoLongerThanItMay() {
        // when, then: returns
        pending.rest(Duration.ofMillis(1));
    }
}
