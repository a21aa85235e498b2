package dev.millrace.bench.scenario;

import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.Pacer;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.socket.Subscriber;
import dev.millrace.bench.workload.RowPuts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** From a command that is due to its event on the sockets of a few subscribers, each of which follows every organization. */
final class Sockets implements Scenario {

    private static final int PER_SECOND = 1_000;
    private static final int SUBSCRIBERS = 5;
    private static final int CONNECTIONS = 256;
    private static final Duration LAST_EVENTS = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String title() {
        return "command to socket at %,d events a second, %d subscribers of everything"
                .formatted(PER_SECOND, SUBSCRIBERS);
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        var subscribers = new ArrayList<Subscriber>();
        try {
            for (int i = 0; i < SUBSCRIBERS; i++) {
                subscribers.add(
                        new Subscriber(bed.program().sockets(), bed.api().token(), bed.organizations(), bed.clock()));
            }
            return measured(bed, subscribers);
        } finally {
            for (var subscriber : subscribers) {
                subscriber.close();
            }
        }
    }

    private static List<Row> measured(Bed bed, List<Subscriber> subscribers) throws IOException {
        var puts = RowPuts.single(bed.door(), bed.clock());
        try (var load = bed.load(CONNECTIONS, puts.maxBytes())) {
            load.openLoop(bed.schedule(PER_SECOND, bed.settings().warmUp()), puts);
            awaitLastEvents();
            subscribers.forEach(Subscriber::reset);
            var server = new ServerLoad(bed.program());
            var commands = load.openLoop(bed.schedule(PER_SECOND, bed.settings().measured()), puts);
            double cores = server.cores();
            awaitLastEvents();
            long expected = SUBSCRIBERS * commands.latency().getTotalCount();
            return List.of(
                    row("command due to socket", merged(subscribers, Subscriber::sinceDue), commands, expected)
                            .with(Column.SERVER_CORES, cores),
                    row("event's time to socket", merged(subscribers, Subscriber::sinceEvent), commands, expected),
                    Row.of("command to outcome meanwhile", Role.CHECK, commands));
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

    /** Frames that did not come, or came twice, are errors. */
    private static Row row(String label, Histogram ages, LoadResult commands, long expected) {
        double seconds = commands.elapsedNanos() / 1e9;
        return new Row(
                label,
                Role.SUBJECT,
                Map.of(
                        Column.P50, ages.getValueAtPercentile(50) / 1e6,
                        Column.P90, ages.getValueAtPercentile(90) / 1e6,
                        Column.P99, ages.getValueAtPercentile(99) / 1e6,
                        Column.P999, ages.getValueAtPercentile(99.9) / 1e6,
                        Column.MAX, ages.getMaxValue() / 1e6,
                        Column.THROUGHPUT, ages.getTotalCount() / seconds,
                        Column.ERRORS, (double) Math.abs(expected - ages.getTotalCount())));
    }
}
