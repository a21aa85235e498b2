package dev.millrace.platform.command;

import dev.millrace.platform.health.ReadinessCheck;
import java.util.Optional;
import java.util.stream.Stream;

/** Commands get into the log, outcomes come back, and nobody waits for ever: each the work of one thread. */
record DoorReadiness(CommandLog log, OutcomeListener outcomes, Deadlines deadlines) implements ReadinessCheck {

    @Override
    public String name() {
        return "command-door";
    }

    @Override
    public Optional<String> problem() {
        return Stream.of(log.problem(), outcomes.problem(), deadlines.problem())
                .flatMap(Optional::stream)
                .findFirst();
    }
}
