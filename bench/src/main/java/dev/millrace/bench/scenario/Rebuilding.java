package dev.millrace.bench.scenario;

import dev.millrace.bench.load.Pacer;
import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every projection made anew from the first event while the program is otherwise idle, up to the exchange with the one in use. */
final class Rebuilding implements Scenario {

    private static final Duration ASK_AGAIN = Duration.ofMillis(100);
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "rebuild";
    }

    @Override
    public String title() {
        return "all projections from the first event, beside those in use";
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        long events = new ProjectionLag(bed).awaitQuiet();
        var server = new ServerLoad(bed.program()::cpuSeconds);
        long start = System.nanoTime();
        bed.api().startRebuild();
        awaitEnd(bed, start + AT_MOST.toNanos());
        double seconds = (System.nanoTime() - start) / 1e9;
        return List.of(new Row(
                "events into all projections",
                Role.SUBJECT,
                Map.of(
                        Column.THROUGHPUT,
                        events / seconds,
                        Column.COUNT,
                        (double) events,
                        Column.SECONDS,
                        seconds,
                        Column.SERVER_CORES,
                        server.cores())));
    }

    private static void awaitEnd(Bed bed, long deadline) throws IOException {
        for (var state = bed.api().rebuildState();
                !state.equals("idle");
                state = bed.api().rebuildState()) {
            if (state.equals("failed") || System.nanoTime() > deadline) {
                throw new IOException(
                        "Expected the rebuild to end well within %s, but it is %s".formatted(AT_MOST, state));
            }
            Pacer.awaitNanoTime(System.nanoTime() + ASK_AGAIN.toNanos());
        }
    }
}
