package dev.millrace.bench.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process, its descendants, and every process that works inside a directory: PostgreSQL detaches itself from the one that started it, but its working directory is
 * its data directory. Reads Linux's {@code /proc}.
 */
final class Processes {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100;

    private final ProcessHandle root;
    private final Path directory;

    /** The directory must be there: Linux tells where processes work by its real path. */
    Processes(ProcessHandle root, Path directory) {
        this.root = root;
        try {
            this.directory = directory.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("Expected " + directory + " to be there", e);
        }
    }

    /** Memory in use, each shared page divided among those who share it. */
    Memory memory() {
        long own = pssKib(root.pid());
        long all = pids().stream().mapToLong(Processes::pssKib).sum();
        return new Memory(all / 1024.0, own / 1024.0);
    }

    /** Processor time that all of them used so far. */
    double cpuSeconds() {
        return pids().stream().mapToDouble(Processes::cpuSeconds).sum();
    }

    /** Processor time that the compiler's threads of the program's JVM used so far. */
    double compilerSeconds() {
        try (var tasks = Files.list(PROC.resolve(root.pid() + "/task"))) {
            return tasks.filter(Processes::isCompiler)
                    .mapToDouble(task -> seconds(task, 11, 13))
                    .sum();
        } catch (IOException e) {
            return 0; // gone meanwhile
        }
    }

    private static boolean isCompiler(Path task) {
        try {
            return Files.readString(task.resolve("comm")).contains("CompilerThre"); // cut after 15 characters
        } catch (IOException e) {
            return false; // ended meanwhile
        }
    }

    /** Processor time that the process itself used so far, with its children that have ended. */
    double rootCpuSeconds() {
        return cpuSeconds(root.pid());
    }

    private List<Long> pids() {
        var family = Stream.concat(Stream.of(root), root.descendants()).map(ProcessHandle::pid);
        var inDirectory = ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(this::worksInDirectory);
        return Stream.concat(family, inDirectory).distinct().toList();
    }

    private boolean worksInDirectory(long pid) {
        try {
            return Files.readSymbolicLink(PROC.resolve(pid + "/cwd")).startsWith(directory);
        } catch (IOException e) {
            return false; // gone, or not ours to see
        }
    }

    /** Memory of one process, its share of shared pages included. */
    static long pssKib(long pid) {
        try (var lines = Files.lines(PROC.resolve(pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // gone meanwhile
        }
    }

    /** With that of its children that have ended, or else the sum would fall when one of PostgreSQL's processes ends. */
    private static double cpuSeconds(long pid) {
        return seconds(PROC.resolve(Long.toString(pid)), 11, 15);
    }

    /** The sum of some fields behind the name, each a number of ticks. */
    private static double seconds(Path process, int from, int to) {
        try {
            var stat = Files.readString(process.resolve("stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Arrays.stream(fields, from, to).mapToLong(Long::parseLong).sum() / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0; // gone meanwhile
        }
    }
}
