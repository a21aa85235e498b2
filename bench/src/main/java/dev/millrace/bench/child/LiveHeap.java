package dev.millrace.bench.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What is alive in the heap of a JVM, after a full collection that is asked for by {@code jcmd}. */
final class LiveHeap {

    private static final double BYTES_PER_MIB = 1024 * 1024;

    private LiveHeap() {}

    /** In MiB, of a process other than this one, which would stand still until somebody reads what it tells. */
    static double mib(long pid) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            return bytes(lines.readAllLines()) / BYTES_PER_MIB;
        } finally {
            process.destroy();
        }
    }

    /** Of a histogram, whose last line has the sums of all classes: objects, and bytes. */
    static long bytes(List<String> histogram) throws IOException {
        var sums = histogram.isEmpty()
                ? new String[0]
                : histogram.getLast().strip().split("\\s+", -1);
        if (sums.length != 3 || !sums[0].equals("Total")) {
            throw new IOException("Expected a histogram of the heap, but got " + histogram);
        }
        return Long.parseLong(sums[2]);
    }
}
