package dev.millrace.bench.scenario;

import dev.millrace.bench.child.Launch;
import dev.millrace.bench.child.Program;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import java.io.IOException;
import java.util.List;

/** From starting the process to ready, on an empty data directory and once more on the same one. */
final class Startup implements Scenario {

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String title() {
        return "start of the process to ready, and memory then";
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        var shared = bed.launch();
        var own = new Launch(
                shared.command(),
                shared.data().resolveSibling(shared.data().getFileName() + "-startup"),
                shared.log().resolveSibling("startup.log"),
                null);
        return List.of(start("first start, empty data directory", own), start("start on existing data", own));
    }

    private static Row start(String label, Launch launch) throws IOException {
        try (var program = Program.start(launch)) {
            double seconds = program.startTime().toNanos() / 1e9;
            return MemoryUse.row(label, program.memory())
                    .with(Column.SECONDS, seconds)
                    .with(Column.SERVER_CORES, program.cpuSeconds() / seconds);
        }
    }
}
