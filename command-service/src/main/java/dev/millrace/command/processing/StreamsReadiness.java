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
        return streams.isReady()
                ? Optional.empty()
                : Optional.of(
                        "Expected the command processor to run, but it is %s with %d threads down and %d records to restore"
                                .formatted(streams.state(), streams.threadsDown(), streams.restoreRemaining()));
    }
}
