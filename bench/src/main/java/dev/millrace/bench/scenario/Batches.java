package dev.millrace.bench.scenario;

import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.workload.RowPuts;
import java.io.IOException;
import java.util.List;

/** Atomic batches over HTTP, by a few callers who each wait for their answer. */
final class Batches implements Scenario {

    private static final int SIZE = 100;
    private static final int CALLERS = 16;

    @Override
    public String name() {
        return "batch";
    }

    @Override
    public String title() {
        return "commands in atomic batches of %d over HTTP, %d callers".formatted(SIZE, CALLERS);
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        var puts = RowPuts.batches(bed.door(), SIZE, bed.clock());
        try (var load = bed.load(CALLERS, puts.maxBytes())) {
            load.closedLoop(CALLERS, bed.settings().warmUp(), puts);
            var server = new ServerLoad(bed.program()::cpuSeconds);
            var result = load.closedLoop(CALLERS, bed.settings().measured(), puts);
            var row = Row.of("commands in batches (latency of a batch)", Role.SUBJECT, result);
            return List.of(
                    row.with(Column.THROUGHPUT, SIZE * result.throughput()).with(Column.SERVER_CORES, server.cores()));
        }
    }
}
