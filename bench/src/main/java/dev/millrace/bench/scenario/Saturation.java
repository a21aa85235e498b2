package dev.millrace.bench.scenario;

import dev.millrace.bench.load.HttpLoad;
import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.RequestSource;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.workload.RowPuts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The most that callers get who each wait for their answer: twice as many of them until it no longer helps. */
final class Saturation implements Scenario {

    private static final int FEWEST = 4;
    /** Connections beyond which nobody tries. */
    static final int MOST = 1024;

    private static final double WORTH_IT = 1.03;

    /** Each number of connections is tried for this part of the time that is measured elsewhere. */
    static final int SHARE_OF_MEASURED = 3;

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
        var each = bed.settings().measured().dividedBy(SHARE_OF_MEASURED);
        try (var load = bed.load(MOST, puts.maxBytes())) {
            var server = new ServerLoad(bed.program());
            var best = best("commands over HTTP", load, each, puts);
            return List.of(best.with(Column.SERVER_CORES, server.cores()));
        }
    }

    /** Ends after two doublings in a row that did not help. */
    static Row best(String label, HttpLoad load, Duration each, RequestSource requests) {
        load.closedLoop(FEWEST, each, requests);
        var best = row(label, FEWEST, load.closedLoop(FEWEST, each, requests));
        int inVain = 0;
        for (int connections = 2 * FEWEST; connections <= MOST && inVain < 2; connections *= 2) {
            var next = row(label, connections, load.closedLoop(connections, each, requests));
            inVain = throughput(next) > WORTH_IT * throughput(best) ? 0 : inVain + 1;
            best = throughput(next) > throughput(best) ? next : best;
        }
        return best;
    }

    private static double throughput(Row row) {
        return row.values().getOrDefault(Column.THROUGHPUT, 0.0);
    }

    private static Row row(String label, int connections, LoadResult result) {
        return Row.of(label, Role.SUBJECT, result).with(Column.CONNECTIONS, connections);
    }
}
