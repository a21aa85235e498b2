package dev.millrace.ingest.translation;

import java.util.List;
import java.util.Optional;

/**
 * A delivery with its attempt and what is to be sent for it, or why nothing is.
 *
 * @param verdict what is known already; then there are no commands
 */
record Planned(Located located, int attempt, List<PlannedCommand> commands, Optional<Verdict> verdict) {

    static Planned commands(Located located, int attempt, List<PlannedCommand> commands) {
        return new Planned(
                located,
                attempt,
                commands,
                commands.isEmpty() ? Optional.of(new Verdict.Unmapped()) : Optional.empty());
    }

    static Planned failed(Located located, int attempt, Verdict.Failed verdict) {
        return new Planned(located, attempt, List.of(), Optional.of(verdict));
    }
}
