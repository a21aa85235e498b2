package dev.millrace.command.processing;

import dev.millrace.platform.health.ReadinessCheck;
import java.util.Optional;

/** Commands sent here are safe in the log at any time, but they are decided only while the processor runs. */
public record StreamsReadiness(CommandStreams streams) implements ReadinessCheck {

    @Override
    public String name() {
        return "command-processor";
    }

    @Override
    public Optional<String> problem() {
        if (!streams.isReady()) {
            return Optional.of(
                    "Expected the command processor to run, but it is %s with %d threads down and %d records to restore"
                            .formatted(streams.state(), streams.threadsDown(), streams.restoreRemaining()));
        }
        long behind = streams.copiesBehind();
        return behind == 0
                ? Optional.empty()
                : Optional.of("Expected copies of the state that other nodes decide on, but they lack %d records"
                        .formatted(behind));
    }
}
