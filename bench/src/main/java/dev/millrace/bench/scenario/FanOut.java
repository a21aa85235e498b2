package dev.millrace.bench.scenario;

import dev.millrace.bench.load.HttpLoad;
import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.Pacer;
import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.socket.Subscriber;
import dev.millrace.bench.workload.RowPuts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Commands over HTTP and what came of them on the sockets of a few subscribers, each of which follows every organization.
 *
 * @param commands   how the commands were answered
 * @param sinceDue   age of events on arrival since their command was due, of all subscribers, in nanoseconds
 * @param sinceEvent the same since the time they bear
 * @param cores      that the server kept busy
 */
record FanOut(LoadResult commands, Histogram sinceDue, Histogram sinceEvent, double cores) {

    static final int PER_SECOND = 1_000;
    static final int SUBSCRIBERS = 5;

    private static final int CONNECTIONS = 256;
    private static final Duration LAST_EVENTS = Duration.ofSeconds(2);

    /**
     * A server to measure.
     *
     * @param http        where it takes commands
     * @param sockets     where it takes subscribers
     * @param usedSeconds processor time that it used so far
     */
    record Server(InetSocketAddress http, Subscriber.Server sockets, DoubleSupplier usedSeconds) {

        RowPuts.Door door(List<String> organizations) {
            return new RowPuts.Door(http.getHostString() + ":" + http.getPort(), sockets.token(), organizations);
        }
    }

    static FanOut of(Server server, Bed bed) throws IOException {
        var subscribers = new ArrayList<Subscriber>();
        try {
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers.add(new Subscriber(server.sockets(), bed.organizations(), bed.clock()));
            }
            return of(server, bed, subscribers);
        } finally {
            for (var subscriber : subscribers) {
                subscriber.close();
            }
        }
    }

    private static FanOut of(Server server, Bed bed, List<Subscriber> subscribers) throws IOException {
        var puts = RowPuts.single(server.door(bed.organizations()), bed.clock());
        try (var load = new HttpLoad(server.http(), CONNECTIONS, puts.maxBytes())) {
            load.openLoop(bed.schedule(PER_SECOND, bed.settings().warmUp()), puts);
            awaitLastEvents();
            subscribers.forEach(Subscriber::reset);
            var busy = new ServerLoad(server.usedSeconds());
            var commands = load.openLoop(bed.schedule(PER_SECOND, bed.settings().measured()), puts);
            double cores = busy.cores();
            awaitLastEvents();
            return new FanOut(
                    commands,
                    merged(subscribers, Subscriber::sinceDue),
                    merged(subscribers, Subscriber::sinceEvent),
                    cores);
        }
    }

    private static void awaitLastEvents() {
        Pacer.awaitNanoTime(System.nanoTime() + LAST_EVENTS.toNanos());
    }

    private static Histogram merged(List<Subscriber> subscribers, Function<Subscriber, Histogram> which) {
        var all = new Histogram(3);
        subscribers.forEach(subscriber -> all.add(which.apply(subscriber)));
        return all;
    }

    Row sinceDue(String label, Role role) {
        return row(label, role, sinceDue).with(Column.SERVER_CORES, cores);
    }

    Row sinceEvent(String label, Role role) {
        return row(label, role, sinceEvent);
    }

    /** Frames that did not come, or came twice, are errors. */
    private Row row(String label, Role role, Histogram ages) {
        long expected = SUBSCRIBERS * commands.latency().getTotalCount();
        return new Row(
                label,
                role,
                Map.of(
                        Column.P50, ages.getValueAtPercentile(50) / 1e6,
                        Column.P90, ages.getValueAtPercentile(90) / 1e6,
                        Column.P99, ages.getValueAtPercentile(99) / 1e6,
                        Column.P999, ages.getValueAtPercentile(99.9) / 1e6,
                        Column.MAX, ages.getMaxValue() / 1e6,
                        Column.THROUGHPUT, ages.getTotalCount() * 1e9 / commands.elapsedNanos(),
                        Column.ERRORS, (double) Math.abs(expected - ages.getTotalCount())));
    }
}
