package dev.millrace.faults;

import dev.millrace.faults.History.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What commands did: the acknowledged ones exactly what was acknowledged, the refused ones nothing, and all others everything at once or nothing. */
final class EffectCheck {

    private EffectCheck() {}

    static void check(History history, List<LoggedEvent> log, List<String> violations) {
        Map<String, List<LoggedEvent>> byCommand = new HashMap<>();
        log.stream()
                .filter(event -> !DeliveryCheck.isDelivered(event))
                .forEach(event -> byCommand
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
