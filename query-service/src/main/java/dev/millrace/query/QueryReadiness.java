package dev.millrace.query;

import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.projection.ProjectionRunner;
import dev.millrace.platform.projection.ProjectionState;
import java.util.Optional;

/** Not ready before everything that was in the log at the start can be read here. Later lag does not take a node out of service: all nodes would share it. */
final class QueryReadiness implements ReadinessCheck {

    private final ProjectionRunner projections;

    QueryReadiness(ProjectionRunner projections) {
        this.projections = projections;
    }

    @Override
    public String name() {
        return "query-projections";
    }

    @Override
    public Optional<String> problem() {
        return projections.states().stream()
                .filter(state -> !state.caughtUp())
                .findFirst()
                .map(QueryReadiness::explained);
    }

    private static String explained(ProjectionState state) {
        return state.trouble() == null
                ? "%s has %d records to go".formatted(state.projection(), state.lag())
                : "%s cannot go on at present".formatted(state.projection());
    }
}
