package dev.millrace.faults;

import java.util.List;

/** Whether some place has the events of the log: each once, in order, none missing. */
final class SequenceCheck {

    private SequenceCheck() {}

    /** An event as some place has it. */
    record Place(long sequence, String id) {}

    /** The first difference, since everything after it would be reported again; nothing if there is none. */
    static List<String> differences(String where, List<Place> places, List<LoggedEvent> log) {
        for (int i = 0; i < places.size(); i++) {
            var place = places.get(i);
            if (place.sequence() != i + 1) {
                return List.of("%s has sequence %d where %d belongs".formatted(where, place.sequence(), i + 1));
            }
            if (i >= log.size()) {
                return List.of("%s has sequence %d, which the log has not".formatted(where, place.sequence()));
            }
            if (!place.id().equals(log.get(i).id())) {
                return List.of("%s has event %s as sequence %d, but the log has %s"
                        .formatted(where, place.id(), i + 1, log.get(i).id()));
            }
        }
        return places.size() < log.size()
                ? List.of("%s ends at sequence %d of %d".formatted(where, places.size(), log.size()))
                : List.of();
    }
}
