package dev.millrace.faults;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What the clients of one organization asked for, were told and saw. Many clients write to it at once. */
final class History {

    private final String organization;
    private final Deliveries deliveries = new Deliveries();
    private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> contradictions = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Read> reads = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Sighting> sightings = new ConcurrentLinkedQueue<>();

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

    /**
     * A row that a client read after a write of its own.
     *
     * @param subject of the row
     * @param after   the sequence that the read had to show at least
     * @param shows   the sequence that the answer says it shows; 0 where it says none
     * @param data    the row as JSON; null if there was none
     */
    record Read(
            String subject,
            long after,
            long shows,
            @Nullable String data) {}

    /** An event as a subscriber of the whole organization got it. */
    record Sighting(long sequence, String id) {}

    String organization() {
        return organization;
    }

    /** What its provider sent. */
    Deliveries deliveries() {
        return deliveries;
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

    /** Notes what a client read. */
    void note(Read read) {
        reads.add(read);
    }

    /** Notes what the subscriber got; in the order of calls. */
    void note(Sighting sighting) {
        sightings.add(sighting);
    }

    /** Notes an answer that no client should ever get. */
    void noteUnexpected(String commandId, Api.Reply reply) {
        contradictions.add("command %s was answered %s".formatted(commandId, reply));
    }

    /** Every command that was ever sent, with what is known of it. */
    ConcurrentMap<String, Answer> answers() {
        return answers;
    }

    /** Answers that contradict each other, or that nobody should get. */
    Collection<String> contradictions() {
        return List.copyOf(contradictions);
    }

    /** Every read that was answered. */
    List<Read> reads() {
        return List.copyOf(reads);
    }

    /** What the subscriber got, over all its sockets. */
    List<Sighting> sightings() {
        return List.copyOf(sightings);
    }

    /** How many commands were answered as done. */
    int acknowledged() {
        return (int) answers.values().stream()
                .filter(Answer.Accepted.class::isInstance)
                .count();
    }

    /** The newest sequence that a client was told of. */
    long newest() {
        return answers.values().stream()
                .mapToLong(answer -> answer instanceof Answer.Accepted accepted ? accepted.lastSequence() : 0)
                .max()
                .orElse(0);
    }
}
