package dev.millrace.gateway.subscription;

import dev.millrace.gateway.history.History;
import dev.millrace.gateway.history.ReplayBuffer;
import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.gateway.telemetry.GatewayMeters;
import dev.millrace.schemas.envelope.OrganizationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** The subscriptions of the sockets of one event loop, by organization. */
public final class Shard {

    /** Bytes of events that may wait for the loop: a loop that is behind slows the reader of the log down instead of filling the memory. */
    private static final int MAX_WAITING_BYTES = 8 << 20;

    private final Loop loop;
    private final ReplayBuffer replay;
    private final History history;
    private final JoinSettings settings;
    private final GatewayMeters meters;
    private final Semaphore room = new Semaphore(MAX_WAITING_BYTES);
    private final Map<OrganizationId, Feed> feeds = new HashMap<>();
    private volatile boolean isFollowed;

    public Shard(Loop loop, ReplayBuffer replay, History history, JoinSettings settings, GatewayMeters meters) {
        this.loop = loop;
        this.replay = replay;
        this.history = history;
        this.settings = settings;
        this.meters = meters;
    }

    /** True if anybody has subscribed to anything. For any thread. */
    public boolean isFollowed() {
        return isFollowed;
    }

    /**
     * Hands over events that follow those of the last call and are in the replay buffer already. For the one thread that reads the log; waits while too much
     * is waiting. More than may wait at all, waits alone.
     */
    public void post(List<EncodedEvent> events) throws InterruptedException {
        int bytes = (int) Math.min(MAX_WAITING_BYTES, bytes(events));
        room.acquire(bytes);
        boolean isTaken = false;
        try {
            loop.execute(() -> {
                try {
                    deliver(events);
                } finally {
                    room.release(bytes);
                }
            });
            isTaken = true;
        } finally {
            if (!isTaken) {
                room.release(bytes);
            }
        }
    }

    private static long bytes(List<EncodedEvent> events) {
        return events.stream().mapToLong(EncodedEvent::cost).sum();
    }

    /** Subscriptions for a session of this loop. */
    public Subscriptions subscriptions(Receiver receiver, int limit) {
        return new Subscriptions(this, receiver, limit);
    }

    private void deliver(List<EncodedEvent> events) {
        for (var event : events) {
            var feed = feeds.get(event.organization());
            if (feed != null) {
                feed.deliver(event);
            }
        }
    }

    /** The organization's feed. Events that the buffer does not know yet are still to come, so none falls between its head and the first that is delivered. */
    Feed feed(OrganizationId organization) {
        isFollowed = true;
        return feeds.computeIfAbsent(organization, _ -> new Feed(organization, this));
    }

    void removeIfEmpty(Feed feed) {
        if (feed.isEmpty()) {
            feeds.remove(feed.organization(), feed);
            isFollowed = !feeds.isEmpty();
        }
    }

    long head(OrganizationId organization) {
        return feed(organization).head();
    }

    Loop loop() {
        return loop;
    }

    ReplayBuffer replay() {
        return replay;
    }

    History history() {
        return history;
    }

    JoinSettings settings() {
        return settings;
    }

    GatewayMeters meters() {
        return meters;
    }
}
