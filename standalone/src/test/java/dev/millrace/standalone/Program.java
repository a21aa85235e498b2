package dev.millrace.standalone;

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
 * An executable jar of this build, laid out as files, because several of them start on few processors here.
 *
 * @param options of its JVM
 */
record Program(Path jar, List<String> options) {

    private static final List<String> SMALL_OPTIONS = List.of(
            "-Xmx512m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Daxoniq.update-checker.disabled=true");

    Program {
        options = List.copyOf(options);
    }

    /** The program of a module: {@code standalone}, {@code query-service}, … */
    static Program of(String module) {
        var target = Path.of("..", module, "target").toAbsolutePath().normalize();
        try (var files = Files.list(target)) {
            var packed = files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException(
                            "Expected an executable jar in %s, but there is none: run 'mvn package' first"
                                    .formatted(target)));
            var jar = extracted(packed, target.resolve("it-app"));
            return new Program(jar, module.equals("standalone") ? launched(jar, target) : SMALL_OPTIONS);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + target, e);
        }
    }

    /** As {@code ./millrace up} starts it, with the record of a start, which is made where there is none. Without it, it starts all the same. */
    private static List<String> launched(Path jar, Path target) throws IOException {
        var options = "@" + target.resolveSibling("src/main/launch/jvm.options");
        var start = jar.resolveSibling("start.aot");
        if (!Files.exists(start)) {
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
                    300);
            Trees.delete(data);
        }
        return List.of(options, "-XX:AOTCache=" + start);
    }

    private static Path extracted(Path packed, Path directory) throws IOException {
        var mark = directory.resolve("complete");
        if (!Files.exists(mark) || Files.getLastModifiedTime(mark).compareTo(writtenAt(packed)) < 0) {
            Trees.delete(directory);
            var extraction = List.of(
                    java(),
                    "-Djarmode=tools",
                    "-jar",
                    packed.toString(),
                    "extract",
                    "--destination",
                    directory.toString());
            if (run(extraction, 60) != 0) {
                throw new IOException("Expected to extract %s, but that failed".formatted(packed));
            }
            Files.createFile(mark);
        }
        return directory.resolve(packed.getFileName());
    }

    /** The exit code, once it has ended. */
    private static int run(List<String> command, long seconds) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("Expected %s to end within %d s, but it went on".formatted(command, seconds));
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

    /** The command line that starts it. */
    List<String> command(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
