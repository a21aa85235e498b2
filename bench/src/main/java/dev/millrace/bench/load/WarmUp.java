package dev.millrace.bench.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/** Work done over and over until the compiler of the JVM that does it is quiet: only then is the system warm. */
public final class WarmUp {

    /** How often the work is done at most. */
    public static final int MOST = 12;

    private static final double QUIET_CORES = 0.05;

    private WarmUp() {}

    /** Done at least once. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** Warms a JVM whose compiler has used so many seconds of processor time. */
    public static void run(DoubleSupplier compilerSeconds, Work work) throws IOException {
        double compiling = 1;
        for (int done = 0; done < MOST && compiling > QUIET_CORES; done++) {
            var compiler = new ServerLoad(compilerSeconds);
            work.run();
            compiling = compiler.cores();
        }
    }

    /** Warms this JVM. */
    public static void here(Work work) throws IOException {
        var compiler = ManagementFactory.getCompilationMXBean();
        run(() -> compiler == null ? 0 : compiler.getTotalCompilationTime() / 1e3, work);
    }
}
