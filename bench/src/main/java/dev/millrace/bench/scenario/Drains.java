package dev.millrace.bench.scenario;

import dev.millrace.bench.kafka.Drain;
import dev.millrace.bench.kafka.DrainUnderWay;
import dev.millrace.bench.kafka.ProducerFloor;
import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.peer.PeerRows;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A heap of commands written straight onto the log: how fast the processor works it off, and how fast the rows follow. Everything else of the program runs along on
 * the same cores, projections and gateway too; then once more with nothing beside.
 */
final class Drains implements Scenario {

    private static final Duration FLOOR = Duration.ofSeconds(5);
    private static final int WARM_UP_SHARE = 3;

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public String title() {
        return "commands from the log to committed events, and to rows, as fast as they go";
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        int count = bed.settings().drainCount();
        var rows = new ArrayList<>(withEverything(bed, count));
        rows.add(DeciderDrain.measured(bed, count));
        rows.add(new ProducerFloor(bed.broker(), FLOOR).idempotent());
        var warmUp = bed.settings().warmUp();
        rows.addAll(Peers.measured(bed, (peer, commit) -> PeerRows.throughput(peer, commit, warmUp, FLOOR)));
        return rows;
    }

    /** Asks for the rows only towards the end, so that asking costs the drain nothing. */
    private static List<Row> withEverything(Bed bed, int count) throws IOException {
        var lag = new ProjectionLag(bed);
        lag.awaitQuiet();
        Drain.run(bed.broker(), bed.organizations(), count / WARM_UP_SHARE);
        long target = lag.awaitQuiet() + count;
        try (var drain = DrainUnderWay.rows(bed.broker(), bed.organizations(), count)) {
            var server = new ServerLoad(bed.program()::cpuSeconds);
            drain.awaitNearlyDone();
            double cores = server.cores();
            var follower = Follower.of(lag::nextSum, target);
            var done = drain.await();
            var label = "%,d commands to committed events".formatted(count);
            return List.of(
                    committed(label, done).with(Column.SERVER_CORES, cores),
                    rows(done, follower.reached()),
                    catchingUp(follower.missingAt(done.ended()), follower.reached() - done.ended()));
        }
    }

    static Row committed(String label, Drain drain) {
        return new Row(
                label,
                Role.SUBJECT,
                Map.of(
                        Column.THROUGHPUT, drain.wholeRate(),
                        Column.SECOND_HALF, drain.secondHalf(),
                        Column.SECONDS, (drain.ended() - drain.started()) / 1e9));
    }

    private static Row rows(Drain drain, long caughtUp) {
        double seconds = (caughtUp - drain.started()) / 1e9;
        return new Row(
                "the same commands to rows in PostgreSQL",
                Role.DETAIL,
                Map.of(Column.THROUGHPUT, drain.count() / seconds, Column.SECONDS, seconds));
    }

    private static Row catchingUp(long events, long nanos) {
        double seconds = Math.max(0, nanos) / 1e9;
        return new Row(
                "projection of what was left after the drain",
                Role.DETAIL,
                Map.of(Column.COUNT, (double) events, Column.SECONDS, seconds));
    }
}
