package dev.millrace.bench.child;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A running script that is talked to in lines. Closing it ends its input, and kills it if that does not end it. */
public final class NodeProcess implements Closeable {

    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    private final Process process;
    private final BufferedReader lines;
    private final Path log;

    NodeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Sends a line and waits for the one that answers it. */
    public String ask(String line, Duration within) throws IOException {
        var out = process.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return readLine(within);
    }

    /** The next line it writes; a script that does not write it in time is killed. */
    public String readLine(Duration within) throws IOException {
        var read = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> killUnless(read, within));
        try {
            var line = lines.readLine();
            if (line == null) {
                throw new IOException("Expected a line of the script within %s, but it ended; what it said is in %s"
                        .formatted(within, log));
            }
            return line;
        } finally {
            read.countDown();
        }
    }

    private void killUnless(CountDownLatch read, Duration within) {
        try {
            if (!read.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it holds in memory now, in MiB. */
    public double memoryMib() {
        return Processes.pssKib(process.pid()) / 1024.0;
    }

    /** Processor time that it used so far. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
