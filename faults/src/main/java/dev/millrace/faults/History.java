package dev.millrace.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/** What the clients of one organization asked for and were told. Many clients write to it at once. */
final class History {

    private final String organization;
    private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> contradictions = new ConcurrentLinkedQueue<>();

    History(String organization) {
        this.organization = organization;
    }

    /** What a client knows of a command. */
    sealed interface Answer {

        /** It was told that the command took effect, with these sequences; {@code events} of them. */
        record Accepted(long firstSequence, long lastSequence, int events) implements Answer {}

        /** It was told that the command was refused. */
        record Rejected(String code) implements Answer {}

        /** It was told nothing: the call failed, was answered 5xx, or the system died under it. */
        record Unknown() implements Answer {}
    }

    String organization() {
        return organization;
    }

    /** Notes an answer. A later one may turn unknown into known; two that are known must be the same. */
    void note(String commandId, Answer answer) {
        answers.merge(commandId, answer, (earlier, later) -> {
            if (earlier instanceof Answer.Unknown) {
                return later;
            }
            if (!(later instanceof Answer.Unknown) && !earlier.equals(later)) {
                contradictions.add("command %s was answered %s and later %s".formatted(commandId, earlier, later));
            }
            return earlier;
        });
    }

    /** Every command that was ever sent, with what is known of it. */
    ConcurrentMap<String, Answer> answers() {
        return answers;
    }

    /** Commands whose repeated answers differed. */
    Collection<String> contradictions() {
        return List.copyOf(contradictions);
    }

    /** The ids of the commands that took effect or were refused for certain. */
    List<String> known() {
        var known = new ArrayList<String>();
        answers.forEach((id, answer) -> {
            if (!(answer instanceof Answer.Unknown)) {
                known.add(id);
            }
        });
        return known;
    }
}
