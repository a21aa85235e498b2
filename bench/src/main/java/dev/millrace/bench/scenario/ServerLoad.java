package dev.millrace.bench.scenario;

import dev.millrace.bench.child.Program;
import java.util.function.DoubleSupplier;

/** Cores that a server keeps busy from here on. */
final class ServerLoad {

    private final DoubleSupplier usedSeconds;
    private final double before;
    private final long start = System.nanoTime();

    ServerLoad(Program program) {
        this(program::cpuSeconds);
    }

    /** Of whatever has used so many seconds of processor time. */
    ServerLoad(DoubleSupplier usedSeconds) {
        this.usedSeconds = usedSeconds;
        this.before = usedSeconds.getAsDouble();
    }

    /** Mean since this object was made. */
    double cores() {
        return (usedSeconds.getAsDouble() - before) * 1e9 / (System.nanoTime() - start);
    }
}
