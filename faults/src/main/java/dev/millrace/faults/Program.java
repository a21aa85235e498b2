package dev.millrace.faults;

import dev.millrace.embedded.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A program of this build, laid out as files, which starts in half the time of a jar of jars.
 *
 * @param jar     its own jar, beside its libraries
 * @param options of its JVM
 */
record Program(Path jar, List<String> options) {

    /** Of a service: for a start without a record, and for several processes on one machine. */
    private static final List<String> SMALL_OPTIONS = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss512k",
            "-Djdk.virtualThreadScheduler.parallelism=8",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Daxoniq.update-checker.disabled=true");

    Program {
        options = List.copyOf(options);
    }

    /** Everything in one process as {@code ./millrace up} starts it: with its options, and with the record of a start, which is made where there is none. */
    static Program standalone(Path root) throws IOException {
        var launched = "@" + root.resolve("standalone/src/main/launch/jvm.options");
        var app = root.resolve("standalone").resolve("target").resolve("app");
        var jar = Files.exists(app.resolve("complete"))
                ? packed(app)
                : service(root, "standalone").jar();
        var start = jar.resolveSibling("start.aot");
        if (!Files.exists(start)) {
            rehearse(jar, launched, start);
        }
        return new Program(jar, List.of(launched, "-XX:AOTCache=" + start));
    }

    /** Lets the JVM record a start and a first command. Without the record, which need not come about, it starts all the same. */
    private static void rehearse(Path jar, String options, Path start) throws IOException {
        var data = Files.createTempDirectory("millrace-rehearsal");
        run(
                List.of(
                        java(),
                        options,
                        "-XX:AOTCacheOutput=" + start,
                        "-jar",
                        jar.toString(),
                        "--data",
                        data.resolve("data").toString(),
                        "--port",
                        "0",
                        "--rehearsal"),
                Duration.ofMinutes(5));
        Trees.delete(data);
    }

    /** One service, such as {@code query-service}. */
    static Program service(Path root, String module) throws IOException {
        var packed = packed(root.resolve(module).resolve("target"));
        var laidOut =
                root.resolve("faults").resolve("target").resolve("programs").resolve(module);
        return new Program(extracted(packed, laidOut), SMALL_OPTIONS);
    }

    private static Path packed(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException(
                            "Expected an executable jar in %s: run 'mvn package' first".formatted(directory)));
        }
    }

    private static Path extracted(Path packed, Path directory) throws IOException {
        var mark = directory.resolve("complete");
        if (!Files.exists(mark) || Files.getLastModifiedTime(mark).compareTo(writtenAt(packed)) < 0) {
            Trees.delete(directory);
            extract(packed, directory);
            Files.createFile(mark);
        }
        return directory.resolve(packed.getFileName());
    }

    private static void extract(Path packed, Path directory) throws IOException {
        var extraction = List.of(
                java(), "-Djarmode=tools", "-jar", packed.toString(), "extract", "--destination", directory.toString());
        if (run(extraction, Duration.ofMinutes(1)) != 0) {
            throw new IOException("Expected to extract %s, but that failed".formatted(packed));
        }
    }

    /** The exit code, once it has ended. */
    private static int run(List<String> command, Duration within) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(within)) {
                process.destroyForcibly();
                throw new IOException("Expected %s to end within %s, but it went on".formatted(command, within));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** Not the time of modification, which the build sets to the same for all, so that its results are reproducible. */
    private static FileTime writtenAt(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:ctime");
    }

    /**
     * The command line that starts it.
     *
     * @param further   options of its JVM, which may make the record of a start useless, but never wrong
     * @param arguments its own
     */
    List<String> command(List<String> further, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(options);
        command.addAll(further);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return command;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
