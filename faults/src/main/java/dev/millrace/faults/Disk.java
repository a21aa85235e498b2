package dev.millrace.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

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

    private long longestSegment() throws IOException {
        try (var files = Files.walk(logs)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .mapToLong(Disk::size)
                    .max()
                    .orElse(0);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException deletedMeanwhile) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
