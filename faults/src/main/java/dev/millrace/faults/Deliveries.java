package dev.millrace.faults;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/** What the provider of one organization sent and was told. Many threads write to it at once. */
final class Deliveries {

    private final ConcurrentMap<String, Sent> all = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> contradictions = new ConcurrentLinkedQueue<>();

    /**
     * A delivery that was sent at least once.
     *
     * @param taken how often it was answered that it is durable
     * @param fresh how often it was answered that it had not been there before
     */
    record Sent(Delivery delivery, int taken, int fresh) {

        private Sent taken(boolean isFresh) {
            return new Sent(delivery, taken + 1, isFresh ? fresh + 1 : fresh);
        }
    }

    void noteSent(Delivery delivery) {
        all.putIfAbsent(delivery.id(), new Sent(delivery, 0, 0));
    }

    void noteTaken(Delivery delivery, boolean isFresh) {
        all.computeIfPresent(delivery.id(), (_, sent) -> sent.taken(isFresh));
    }

    /** Notes an answer that no provider should ever get. */
    void noteUnexpected(Delivery delivery, Api.Reply reply) {
        contradictions.add("delivery %s was answered %s".formatted(delivery.id(), reply));
    }

    /** Notes that it was the last one, and that it or one before it is still not applied or refused after all the time that there was. */
    void noteUnsettled(Delivery last) {
        contradictions.add("delivery %s was the last, and deliveries are still not settled".formatted(last.id()));
    }

    Collection<String> contradictions() {
        return contradictions;
    }

    /** How many were answered as durable. */
    int taken() {
        return (int) all.values().stream().filter(sent -> sent.taken() > 0).count();
    }

    /** By the provider's id. */
    Map<String, Sent> all() {
        return Map.copyOf(all);
    }
}
