package dev.millrace.bench.scenario;

import dev.millrace.bench.child.Program;

/** Cores that the program keeps busy from here on. */
final class ServerLoad {

    private final Program program;
    private final double cpuSeconds;
    private final long start = System.nanoTime();

    ServerLoad(Program program) {
        this.program = program;
        this.cpuSeconds = program.cpuSeconds();
    }

    /** Mean since this object was made. */
    double cores() {
        return (program.cpuSeconds() - cpuSeconds) * 1e9 / (System.nanoTime() - start);
    }
}
