package dev.millrace.faults;

import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.OrganizationId;
import java.util.List;

/** The log in itself: sequences without a gap, and a chain that is whole. */
final class LogCheck {

    private LogCheck() {}

    static void check(String organization, List<LoggedEvent> log, List<String> violations) {
        var chain = Chain.start(new OrganizationId(organization));
        long expected = 1;
        for (var event : log) {
            if (event.sequence() != expected) {
                violations.add("sequence %d stands where %d belongs".formatted(event.sequence(), expected));
                return; // everything after it would be reported again
            }
            chain = event.after(chain);
            if (!chain.hex().equals(event.chain())) {
                violations.add("the chain breaks at sequence %d".formatted(expected));
                return;
            }
            expected++;
        }
    }
}
