package dev.millrace.gateway.session;

import dev.millrace.gateway.session.SessionState.AwaitingToken;
import dev.millrace.gateway.session.SessionState.Closed;
import dev.millrace.gateway.session.SessionState.Closing;
import dev.millrace.gateway.session.SessionState.Open;
import dev.millrace.gateway.session.SessionState.Reverifying;
import dev.millrace.gateway.session.SessionState.Verifying;
import dev.millrace.gateway.telemetry.GatewayMeters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All sessions of this node, and how many are in which state. Any thread may ask. */
public final class Sessions {

    private final int limit;
    private final AtomicInteger admitted = new AtomicInteger();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Map<Class<? extends SessionState>, AtomicInteger> byState = new LinkedHashMap<>();

    public Sessions(int limit, GatewayMeters meters) {
        this.limit = limit;
        for (var state : List.of(
                AwaitingToken.class, Verifying.class, Open.class, Reverifying.class, Closing.class, Closed.class)) {
            var count = new AtomicInteger();
            byState.put(state, count);
            if (state != Closed.class) {
                meters.sessions(state.getSimpleName(), count, AtomicInteger::get);
            }
        }
    }

    /** Takes one of the node's places, if one is free. Every place is given back with {@link #release}. */
    public boolean admit() {
        if (admitted.incrementAndGet() > limit) {
            admitted.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    public void release() {
        admitted.decrementAndGet();
    }

    /** Those that are not closed. */
    public Set<Session> all() {
        return Set.copyOf(sessions);
    }

    /** How many are not closed. */
    public int size() {
        return sessions.size();
    }

    void opened(Session session, SessionState first) {
        sessions.add(session);
        count(first).incrementAndGet();
    }

    void moved(Session session, SessionState from, SessionState to) {
        count(from).decrementAndGet();
        count(to).incrementAndGet();
        if (to instanceof Closed) {
            sessions.remove(session);
        }
    }

    private AtomicInteger count(SessionState state) {
        var count = byState.get(state.getClass());
        if (count == null) {
            throw new IllegalStateException("Expected a count for every state, but " + state.getClass() + " has none");
        }
        return count;
    }
}
