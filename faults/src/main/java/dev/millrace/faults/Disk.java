package dev.millrace.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The disk of one process, which can become full: no file may grow beyond a size, as the system's {@code prlimit} says to a running process. The write that reaches it ends in its
 * middle, as on a full disk, and all others fail; files that exist can be read, and shorter ones still grow.
 *
 * @param logs a directory whose longest segment of a log is the first to find the disk full
 */
record Disk(Path logs) {

    /** Leaves room for so many bytes more in the longest segment. */
    void fill(long pid, int roomBytes) throws IOException, InterruptedException {
        limit(pid, Long.toString(longestSegment() + roomBytes));
    }

    /** Space is free again. */
    void free(long pid) throws IOException, InterruptedException {
        limit(pid, "unlimited");
    }

    /** Files come and go meanwhile. */
    private long longestSegment() throws IOException {
        var longest = new AtomicLong();
        Files.walkFileTree(logs, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".log")) {
                    longest.accumulateAndGet(attributes.size(), Math::max);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return longest.get();
    }

    /** Only what is called the soft limit, which the process itself could raise as well. */
    private static void limit(long pid, String bytes) throws IOException, InterruptedException {
        var command = new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + bytes + ":")
                .redirectErrorStream(true)
                .start();
        var said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!command.waitFor(5, TimeUnit.SECONDS) || command.exitValue() != 0) {
            throw new IOException(
                    "Expected prlimit (util-linux) to limit the files of a process, but it says: " + said);
        }
    }
}
