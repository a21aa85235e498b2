package dev.millrace.ingest;

import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.projection.ProjectionRunner;
import java.util.Optional;

/** Not ready before every source in the log is known: until then a provider would be told of sources that they do not exist. */
final class IngestReadiness implements ReadinessCheck {

    private final ProjectionRunner projections;

    IngestReadiness(ProjectionRunner projections) {
        this.projections = projections;
    }

    @Override
    public String name() {
        return "webhook-ingest";
    }

    @Override
    public Optional<String> problem() {
        return projections.states().stream()
                .filter(state -> !state.caughtUp() || state.trouble() != null)
                .findFirst()
                .map(state -> state.trouble() == null
                        ? state.projection() + " has not caught up yet"
                        : state.projection() + " cannot go on at present");
    }
}
