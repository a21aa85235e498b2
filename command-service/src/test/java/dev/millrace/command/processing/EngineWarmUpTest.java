package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.command.CommandFixtures;
import dev.millrace.schemas.envelope.Outcome;
import org.junit.jupiter.api.Test;

class EngineWarmUpTest {

    private final CommandEngine engine = new CommandEngine(CommandFixtures.runtime());

    /** A command that is refused, or hits a bug, warms up little of what follows a decision. */
    @Test
    void everyCommandIsAccepted() {
        var outcomes = EngineWarmUp.run(engine, EntityFixture.NOON, 2);

        assertThat(outcomes)
                .hasSize(2 + 2 * 3)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Accepted.class));
    }
}
