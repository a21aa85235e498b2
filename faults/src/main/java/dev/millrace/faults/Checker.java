package dev.millrace.faults;

import java.util.ArrayList;
import java.util.List;

/** Holds everything that clients were told and shown against the log of their organization. Pure: it can be tested with logs that are wrong on purpose. */
final class Checker {

    private Checker() {}

    /** Everything that is wrong, in words; nothing if the promises were kept. */
    static List<String> violations(History history, List<LoggedEvent> log) {
        var violations = new ArrayList<String>(history.contradictions());
        LogCheck.check(history.organization(), log, violations);
        EffectCheck.check(history, log, violations);
        DeliveryCheck.check(history.deliveries(), log, violations);
        ReadCheck.check(history.reads(), log, violations);
        return violations;
    }

    /** What is wrong in what a subscriber saw, who was given time to see all of the log. */
    static List<String> missightings(List<History.Sighting> sightings, List<LoggedEvent> log) {
        var seen = sightings.stream()
                .map(sighting -> new SequenceCheck.Place(sighting.sequence(), sighting.id()))
                .toList();
        return SequenceCheck.differences("the socket", seen, log);
    }

    /** What is wrong in the topic itself, which is to hold each event once and in order. */
    static List<String> misplacements(List<SequenceCheck.Place> topic, List<LoggedEvent> log) {
        return SequenceCheck.differences("the topic", topic, log);
    }
}
