package dev.millrace.query;

import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.projection.ProjectionState;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Not ready before everything that was in the log at the start can be read here, and never again once one of the threads that keep this so has died. Lag does not take
 * a node out of service later: all nodes would share it.
 */
final class QueryReadiness implements ReadinessCheck {

    private final Supplier<List<ProjectionState>> projections;
    private final Supplier<Optional<String>> hearing;

    /**
     * Asks whenever it is asked.
     *
     * @param hearing why this node never again hears of what others project; empty while it does
     */
    QueryReadiness(Supplier<List<ProjectionState>> projections, Supplier<Optional<String>> hearing) {
        this.projections = projections;
        this.hearing = hearing;
    }

    @Override
    public String name() {
        return "query-projections";
    }

    @Override
    public Optional<String> problem() {
        return hearing.get()
                .or(() -> projections.get().stream()
                        .filter(state -> !state.caughtUp() || !state.alive())
                        .findFirst()
                        .map(QueryReadiness::explained));
    }

    private static String explained(ProjectionState state) {
        if (!state.alive()) {
            return "%s has died".formatted(state.projection());
        }
        return state.trouble() == null
                ? "%s has %d records to go".formatted(state.projection(), state.lag())
                : "%s cannot go on at present".formatted(state.projection());
    }
}
