package dev.millrace.bench.child;

import dev.millrace.bench.load.Pacer;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that runs until it is closed: then it is asked to stop, and killed with its descendants if it has not within half a minute. */
final class Child implements Closeable {

    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private final Process process;

    Child(ProcessBuilder builder) throws IOException {
        process = builder.start();
    }

    /** Asked now and then until it says yes. */
    @FunctionalInterface
    interface Readiness {
        boolean isReady() throws IOException;
    }

    /** Returns when the process is ready; fails if it ends before, or is not by then. */
    void await(Readiness readiness, Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        while (!readiness.isReady()) {
            if (!process.isAlive()) {
                throw new IOException("It ended with code " + process.exitValue());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("It was not ready after " + within);
            }
            Pacer.awaitNanoTime(System.nanoTime() + ASK_AGAIN.toNanos());
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
