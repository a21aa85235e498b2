package dev.millrace.gateway.history;

import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.schemas.envelope.OrganizationId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The most recent events of all organizations, bounded in bytes; the oldest go first. What it holds of an organization has no gap: after a jump it begins anew.
 * The newest sequence of an organization is remembered longer than its events, so that nobody must ask the read side for it, which may lag behind.
 */
public final class ReplayBuffer {

    /** Organizations whose newest sequence is remembered when their events are gone. */
    private static final int MAX_HEADS = 200_000;

    private final EventRing events;
    private final Map<OrganizationId, Recent> byOrganization = new HashMap<>();
    private final Map<OrganizationId, Long> heads = new LinkedHashMap<>(16, 0.75f, true);

    public ReplayBuffer(long capacityBytes) {
        events = new EventRing(capacityBytes);
    }

    /** Where the events of one organization lie; they follow each other without a gap. */
    private static final class Recent {

        private long first;
        private long[] positions = new long[4];
        private int start;
        private int count;

        /** Empty until the first is added. */
        Recent(long first) {
            this.first = first;
        }

        long head() {
            return first + count - 1;
        }

        long position(long sequence) {
            return positions[(int) ((start + sequence - first) % positions.length)];
        }

        void add(long position) {
            if (count == positions.length) {
                grow();
            }
            positions[(start + count) % positions.length] = position;
            count++;
        }

        void removeFirst() {
            start = (start + 1) % positions.length;
            first++;
            count--;
        }

        private void grow() {
            var larger = new long[positions.length * 2];
            for (int i = 0; i < count; i++) {
                larger[i] = position(first + i);
            }
            positions = larger;
            start = 0;
        }
    }

    /** Adds an event; one that is here already, or older than what is here, is ignored. */
    public synchronized void append(EncodedEvent event) {
        var organization = event.organization();
        var known = byOrganization.get(organization);
        if (known != null && event.sequence() <= known.head()) {
            return;
        }
        remember(event);
        if (known != null && event.sequence() > known.head() + 1) {
            byOrganization.remove(organization); // its events leave the ring in their time
        }
        var entry = EventRing.Entry.of(event);
        if (!events.canHold(entry)) {
            byOrganization.remove(organization);
            return;
        }
        while (!events.hasRoomFor(entry)) {
            evictOldest();
        }
        byOrganization
                .computeIfAbsent(organization, _ -> new Recent(event.sequence()))
                .add(events.add(entry));
    }

    /** The newest sequence of the organization, if it is known here. */
    public synchronized OptionalLong head(OrganizationId organization) {
        var head = heads.get(organization);
        return head == null ? OptionalLong.empty() : OptionalLong.of(head);
    }

    /** The oldest sequence of the organization that is still here, if any. */
    public synchronized OptionalLong first(OrganizationId organization) {
        var recent = byOrganization.get(organization);
        return recent == null ? OptionalLong.empty() : OptionalLong.of(recent.first);
    }

    /**
     * Events that directly follow a position.
     *
     * @param limit at most so many
     * @return in order and without a gap; empty if the next one is not, or no longer, here
     */
    public synchronized List<EncodedEvent> after(OrganizationId organization, long position, int limit) {
        var recent = byOrganization.get(organization);
        if (recent == null || position + 1 < recent.first || position >= recent.head()) {
            return List.of();
        }
        return LongStream.rangeClosed(position + 1, Math.min(recent.head(), position + limit))
                .mapToObj(sequence -> events.at(recent.position(sequence)).event(organization, sequence))
                .toList();
    }

    /** What it holds, in bytes. */
    public synchronized long bytes() {
        return events.size();
    }

    private void remember(EncodedEvent event) {
        heads.merge(event.organization(), event.sequence(), Math::max);
        if (heads.size() > MAX_HEADS) {
            heads.remove(heads.keySet().iterator().next());
        }
    }

    private void evictOldest() {
        long position = events.oldest();
        var organization = events.removeOldest();
        var recent = byOrganization.get(organization);
        if (recent == null || recent.position(recent.first) != position) {
            return; // it went with a jump already
        }
        recent.removeFirst();
        if (recent.count == 0) {
            byOrganization.remove(organization);
        }
    }
}
