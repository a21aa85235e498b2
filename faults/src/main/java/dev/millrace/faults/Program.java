package dev.millrace.faults;

import dev.millrace.embedded.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of this build, laid out as files, which starts in half the time of a jar of jars.
 *
 * @param jar     its own jar, beside its libraries
 * @param options of its JVM
 */
record Program(Path jar, List<String> options) {

    /**
     * For many processes on one machine: their optimizing compilers would take most of two processors for minutes, or, where they give way, come to nothing, so that everything
     * stays slow as long.
     */
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

    /**
     * Everything in one process, with the options and the record of a start that {@code ./millrace up} gives it: laid out by its own tests in this build, or by the
     * launcher; or else as the build has packed it.
     */
    static Program standalone(Path root) throws IOException {
        var target = root.resolve("standalone").resolve("target");
        var tested = target.resolve("it-app");
        var laidOut = isNewer(tested.resolve("complete"), packed(target)) ? tested : target.resolve("app");
        var start = laidOut.resolve("start.aot");
        if (!Files.exists(start)) {
            return service(root, "standalone");
        }
        var launched = root.resolve("standalone/src/main/launch/jvm.options");
        return new Program(packed(laidOut), List.of("@" + launched, "-XX:AOTCache=" + start));
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
        if (!isNewer(mark, packed)) {
            Trees.delete(directory);
            extract(packed, directory);
            Files.createFile(mark);
        }
        return directory.resolve(packed.getFileName());
    }

    private static void extract(Path packed, Path directory) throws IOException {
        var extraction = new ProcessBuilder(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        packed.toString(),
                        "extract",
                        "--destination",
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!extraction.waitFor(60, TimeUnit.SECONDS) || extraction.exitValue() != 0) {
                throw new IOException("Expected to extract %s, but that failed".formatted(packed));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private static boolean isNewer(Path mark, Path packed) throws IOException {
        return Files.exists(mark) && Files.getLastModifiedTime(mark).compareTo(writtenAt(packed)) >= 0;
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
