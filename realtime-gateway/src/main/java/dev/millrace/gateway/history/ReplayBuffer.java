package dev.millrace.gateway.history;

import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.schemas.envelope.OrganizationId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The most recent events of all organizations, bounded in bytes; the oldest go first. What it holds of an organization has no gap: after a jump it begins anew.
 * The newest sequence of an organization is remembered longer than its events, so that nobody must ask the read side for it, which may lag behind.
 */
public final class ReplayBuffer {

    /** Organizations whose newest sequence is remembered when their events are gone. */
    private static final int MAX_HEADS = 200_000;

    private final long capacityBytes;
    private final ArrayDeque<EncodedEvent> oldestFirst = new ArrayDeque<>();
    private final Map<OrganizationId, Recent> byOrganization = new HashMap<>();
    private final Map<OrganizationId, Long> heads = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    public ReplayBuffer(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** Contiguous events of one organization; those before {@code first} were evicted. */
    private static final class Recent {
        private final ArrayList<EncodedEvent> events = new ArrayList<>(4);
        private int evicted;

        long head() {
            return events.getLast().sequence();
        }

        long first() {
            return events.get(evicted).sequence();
        }

        boolean isEmpty() {
            return evicted == events.size();
        }

        /** Evicts the first; the list is compacted when half of it is dead, so that each event is moved once on average. */
        @SuppressWarnings("NullAway") // a slot that was evicted is never read again
        void evictFirst() {
            events.set(evicted, null);
            evicted++;
            if (evicted > 16 && evicted * 2 > events.size()) {
                events.subList(0, evicted).clear();
                evicted = 0;
            }
        }
    }

    /** Adds an event; one that is here already, or older than what is here, is ignored. */
    public synchronized void append(EncodedEvent event) {
        var recent = byOrganization.computeIfAbsent(event.organization(), _ -> new Recent());
        if (!recent.isEmpty() && event.sequence() <= recent.head()) {
            return;
        }
        remember(event);
        if (!recent.isEmpty() && event.sequence() > recent.head() + 1) {
            recent = new Recent(); // the dead ones leave oldestFirst in their time
            byOrganization.put(event.organization(), recent);
        }
        recent.events.add(event);
        oldestFirst.add(event);
        bytes += event.cost();
        while (bytes > capacityBytes) {
            evictOldest();
        }
    }

    /** The newest sequence of the organization, if it is known here. */
    public synchronized OptionalLong head(OrganizationId organization) {
        var head = heads.get(organization);
        return head == null ? OptionalLong.empty() : OptionalLong.of(head);
    }

    /** The oldest sequence of the organization that is still here, if any. */
    public synchronized OptionalLong first(OrganizationId organization) {
        var recent = byOrganization.get(organization);
        return recent == null ? OptionalLong.empty() : OptionalLong.of(recent.first());
    }

    /**
     * Events that directly follow a position.
     *
     * @param limit at most so many
     * @return in order and without a gap; empty if the next one is not, or no longer, here
     */
    public synchronized List<EncodedEvent> after(OrganizationId organization, long position, int limit) {
        var recent = byOrganization.get(organization);
        if (recent == null || position + 1 < recent.first() || position >= recent.head()) {
            return List.of();
        }
        int from = recent.evicted + (int) (position + 1 - recent.first());
        int to = Math.min(recent.events.size(), from + limit);
        return List.copyOf(recent.events.subList(from, to));
    }

    /** What it holds, in bytes. */
    public synchronized long bytes() {
        return bytes;
    }

    private void remember(EncodedEvent event) {
        heads.merge(event.organization(), event.sequence(), Math::max);
        if (heads.size() > MAX_HEADS) {
            heads.remove(heads.keySet().iterator().next());
        }
    }

    private void evictOldest() {
        var event = oldestFirst.remove();
        bytes -= event.cost();
        var recent = byOrganization.get(event.organization());
        if (recent == null || recent.first() != event.sequence()) {
            return; // it went with a jump already
        }
        recent.evictFirst();
        if (recent.isEmpty()) {
            byOrganization.remove(event.organization());
        }
    }
}
