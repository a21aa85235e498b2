package dev.millrace.faults;

import dev.millrace.faults.History.Answer;
import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.OrganizationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the log of an organization against what its clients were told. Pure: it can be tested with logs that are wrong on purpose. */
final class Checker {

    private Checker() {}

    /** Everything that is wrong, in words; nothing if the promises were kept. */
    static List<String> violations(History history, List<LoggedEvent> log) {
        var violations = new ArrayList<String>(history.contradictions());
        checkOrderAndChain(history.organization(), log, violations);
        checkEffects(history, log, violations);
        return violations;
    }

    private static void checkOrderAndChain(String organization, List<LoggedEvent> log, List<String> violations) {
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

    private static void checkEffects(History history, List<LoggedEvent> log, List<String> violations) {
        Map<String, List<LoggedEvent>> byCommand = new HashMap<>();
        log.forEach(event -> byCommand
                .computeIfAbsent(event.commandId(), _ -> new ArrayList<>())
                .add(event));
        history.answers().forEach((id, answer) -> {
            var events = byCommand.getOrDefault(id, List.of());
            switch (answer) {
                case Answer.Accepted accepted -> checkAccepted(id, accepted, events, violations);
                case Answer.Rejected(var code) -> {
                    if (!events.isEmpty()) {
                        violations.add("command %s was rejected with %s, but has %d events"
                                .formatted(id, code, events.size()));
                    }
                }
                case Answer.Unknown _ -> checkTogether(id, events, violations);
            }
        });
        byCommand.keySet().stream()
                .filter(id -> !history.answers().containsKey(id))
                .forEach(id -> violations.add("nobody sent the command %s that the log names".formatted(id)));
    }

    private static void checkAccepted(
            String id, Answer.Accepted accepted, List<LoggedEvent> events, List<String> violations) {
        if (events.size() != accepted.events()) {
            violations.add("command %s was acknowledged with %d events, but the log has %d"
                    .formatted(id, accepted.events(), events.size()));
        } else if (!events.isEmpty()
                && (events.getFirst().sequence() != accepted.firstSequence()
                        || events.getLast().sequence() != accepted.lastSequence())) {
            violations.add("command %s was acknowledged as %d to %d, but the log has it at %d to %d"
                    .formatted(
                            id,
                            accepted.firstSequence(),
                            accepted.lastSequence(),
                            events.getFirst().sequence(),
                            events.getLast().sequence()));
        }
        checkTogether(id, events, violations);
    }

    /** The events of one command stand side by side: they were committed at once, and only once. */
    private static void checkTogether(String id, List<LoggedEvent> events, List<String> violations) {
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).sequence() != events.get(i - 1).sequence() + 1) {
                violations.add("the events of command %s do not stand together".formatted(id));
                return;
            }
        }
        long distinct = events.stream()
                .map(event -> event.subject() + event.type() + event.data())
                .distinct()
                .count();
        if (distinct != events.size()) {
            violations.add("command %s took effect more than once".formatted(id));
        }
    }
}
