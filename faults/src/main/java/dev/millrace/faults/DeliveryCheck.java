package dev.millrace.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What deliveries did: one that was taken exactly one event, whatever was sent twice or in another order; any other one event or none. */
final class DeliveryCheck {

    private static final String ACTOR = "webhook:" + Delivery.SOURCE;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private DeliveryCheck() {}

    static void check(Deliveries deliveries, List<LoggedEvent> log, List<String> violations) {
        violations.addAll(deliveries.contradictions());
        Map<String, List<LoggedEvent>> bySubject = new HashMap<>();
        log.stream()
                .filter(DeliveryCheck::isDelivered)
                .forEach(event -> bySubject
                        .computeIfAbsent(event.subject(), _ -> new ArrayList<>())
                        .add(event));
        deliveries.all().values().forEach(sent -> {
            var events = bySubject.remove(sent.delivery().subject());
            check(sent, events == null ? List.of() : events, violations);
        });
        bySubject.keySet().forEach(subject -> violations.add("nobody delivered what the log has at " + subject));
    }

    /** True if a delivery became the event. */
    static boolean isDelivered(LoggedEvent event) {
        return event.actor().equals(ACTOR);
    }

    /**
     * What is wrong in the states that an operator sees.
     *
     * @param states by the provider's id of a delivery
     */
    static List<String> misstatements(Deliveries deliveries, Map<String, String> states) {
        return deliveries.all().values().stream()
                .filter(sent -> sent.taken() > 0)
                .map(sent -> sent.delivery().id())
                .filter(id -> !"applied".equals(states.get(id)))
                .map(id -> "delivery %s was taken, but is listed as %s".formatted(id, states.get(id)))
                .toList();
    }

    private static void check(Deliveries.Sent sent, List<LoggedEvent> events, List<String> violations) {
        var id = sent.delivery().id();
        if (sent.fresh() > 1) {
            violations.add("delivery %s was taken as a new one %d times".formatted(id, sent.fresh()));
        }
        if (sent.taken() > 0 && events.isEmpty()) {
            violations.add("delivery %s was taken, but had no effect".formatted(id));
        }
        if (events.size() > 1) {
            violations.add("delivery %s took effect %d times".formatted(id, events.size()));
        }
        var expected = MAPPER.readTree(sent.delivery().data());
        if (events.stream()
                .anyMatch(event ->
                        !expected.equals(MAPPER.readTree(event.data().bytes()).get("data")))) {
            violations.add("delivery %s became another row than it should".formatted(id));
        }
    }
}
