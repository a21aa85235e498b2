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

/** An executable jar of this build, laid out as files, because several of them start on few processors here. */
record Program(Path jar) {

    /** The program of a module: {@code standalone}, {@code query-service}, … */
    static Program of(String module) {
        var target = Path.of("..", module, "target").toAbsolutePath().normalize();
        try (var files = Files.list(target)) {
            var packed = files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException(
                            "Expected an executable jar in %s, but there is none: run 'mvn package' first"
                                    .formatted(target)));
            return new Program(extracted(packed, target.resolve("it-app")));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + target, e);
        }
    }

    private static Path extracted(Path packed, Path directory) throws IOException {
        var mark = directory.resolve("complete");
        if (!Files.exists(mark) || Files.getLastModifiedTime(mark).compareTo(writtenAt(packed)) < 0) {
            Trees.delete(directory);
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
            Files.createFile(mark);
        }
        return directory.resolve(packed.getFileName());
    }

    /** Not the time of modification, which the build sets to the same for all, so that its results are reproducible. */
    private static FileTime writtenAt(Path file) throws IOException {
        return (FileTime) Files.getAttribute(file, "unix:ctime");
    }

    /** The command line that starts it. */
    List<String> command(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                java(),
                "-Xmx512m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Daxoniq.update-checker.disabled=true",
                "-jar",
                jar.toString()));
        command.addAll(arguments);
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
