package dev.millrace.bench.load;

import java.util.function.DoubleSupplier;

/** Cores that a server, or a part of one, keeps busy from here on. */
public final class ServerLoad {

    private final DoubleSupplier usedSeconds;
    private final double before;
    private final long start = System.nanoTime();

    /** Of whatever has used so many seconds of processor time. */
    public ServerLoad(DoubleSupplier usedSeconds) {
        this.usedSeconds = usedSeconds;
        this.before = usedSeconds.getAsDouble();
    }

    /** Mean since this object was made. */
    public double cores() {
        return (usedSeconds.getAsDouble() - before) * 1e9 / (System.nanoTime() - start);
    }
}
