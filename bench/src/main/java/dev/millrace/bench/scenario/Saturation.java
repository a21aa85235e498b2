package dev.millrace.bench.scenario;

import dev.millrace.bench.load.HttpLoad;
import dev.millrace.bench.load.RequestSource;
import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.workload.RowPuts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The most that callers get who each wait for their answer: twice as many of them until it no longer helps. */
final class Saturation implements Scenario {

    private static final int FEWEST = 4;
    /** Connections beyond which nobody tries. */
    static final int MOST = 1024;

    private static final double WORTH_IT = 1.03;

    /** Each number of connections is tried for this part of the time that is measured elsewhere. */
    private static final int SHARE_OF_MEASURED = 3;

    @Override
    public String name() {
        return "saturation";
    }

    @Override
    public String title() {
        return "most commands over HTTP, closed loop with as many connections as help";
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        var puts = RowPuts.single(bed.door(), bed.clock());
        try (var load = bed.load(MOST, puts.maxBytes())) {
            return List.of(Climb.of(bed, load).best("commands over HTTP", puts));
        }
    }

    /**
     * More and more connections.
     *
     * @param load        has as many connections as will be tried
     * @param each        how long each number of them is tried
     * @param usedSeconds processor time of the server
     */
    record Climb(HttpLoad load, Duration each, DoubleSupplier usedSeconds) {

        static Climb of(Bed bed, HttpLoad load) throws IOException {
            return new Climb(load, bed.settings().measured().dividedBy(SHARE_OF_MEASURED), bed.program()::cpuSeconds);
        }

        /** Ends after two doublings in a row that did not help. */
        Row best(String label, RequestSource requests) {
            load.closedLoop(FEWEST, each, requests);
            var best = with(FEWEST, label, requests);
            int inVain = 0;
            for (int connections = 2 * FEWEST; connections <= MOST && inVain < 2; connections *= 2) {
                var next = with(connections, label, requests);
                inVain = throughput(next) > WORTH_IT * throughput(best) ? 0 : inVain + 1;
                best = throughput(next) > throughput(best) ? next : best;
            }
            return best;
        }

        private Row with(int connections, String label, RequestSource requests) {
            var server = new ServerLoad(usedSeconds);
            var result = load.closedLoop(connections, each, requests);
            return Row.of(label, Role.SUBJECT, result)
                    .with(Column.CONNECTIONS, connections)
                    .with(Column.SERVER_CORES, server.cores());
        }

        private static double throughput(Row row) {
            return row.values().getOrDefault(Column.THROUGHPUT, 0.0);
        }
    }
}
