package dev.millrace.bench.scenario;

import dev.millrace.bench.child.Memory;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Resident memory of the program with everything embedded, before any load and after that of the scenarios before this one. */
final class MemoryUse implements Scenario {

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "resident memory, shared pages divided among those who share them";
    }

    @Override
    public List<Row> run(Bed bed) throws IOException {
        return List.of(
                row("ready, before any load", bed.memoryAtStart()),
                row("after the load of this run", bed.program().memory()));
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
