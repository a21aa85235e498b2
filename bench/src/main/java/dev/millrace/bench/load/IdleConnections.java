package dev.millrace.bench.load;

import java.util.ArrayDeque;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Connections without a request, the last used first, and the requests for which there was none. Thread-safe. */
final class IdleConnections {

    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    IdleConnections(Collection<Connection> connections) {
        idle.addAll(connections);
    }

    /** A request that is due but has no connection yet. */
    record Waiting(long index, long due) {}

    /** A connection for the request, or null: then the request waits for the next one given back. */
    synchronized @Nullable Connection takeFor(long index, long due) {
        var connection = idle.poll();
        if (connection == null) {
            waiting.add(new Waiting(index, due));
        }
        return connection;
    }

    /** Takes the connection back, or tells which request it is to carry at once. */
    synchronized @Nullable Waiting giveBack(Connection connection) {
        var next = waiting.poll();
        if (next == null) {
            idle.push(connection);
        }
        return next;
    }
}
