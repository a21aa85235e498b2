package dev.millrace.bench.scenario;

import dev.millrace.bench.child.Memory;
import dev.millrace.bench.load.Pacer;
import dev.millrace.bench.load.ServerLoad;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Resident memory of the program with everything embedded, before any load and after that of the scenarios before this one. */
final class MemoryUse implements Scenario {

    private static final Duration IDLE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "resident memory and processor when idle, shared pages divided among those who share them";
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        var program = bed.program();
        Pacer.awaitNanoTime(System.nanoTime() + IDLE.toNanos());
        var idle = new ServerLoad(program::cpuSeconds);
        Pacer.awaitNanoTime(System.nanoTime() + IDLE.toNanos());
        double cores = idle.cores();
        return List.of(
                row("ready, before any load", bed.memoryAtStart()),
                row("after the load of this run, idle", program.memory()).with(Column.SERVER_CORES, cores));
    }

    static Row row(String label, Memory memory) {
        return new Row(
                label,
                Role.SUBJECT,
                Map.of(
                        Column.TOTAL_MIB, memory.all(),
                        Column.JVM_MIB, memory.jvm(),
                        Column.OTHER_MIB, memory.all() - memory.jvm()));
    }
}
