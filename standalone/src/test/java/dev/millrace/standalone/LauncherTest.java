package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, as far as it goes without building anything. */
class LauncherTest {

    private static final Path SCRIPT =
            Path.of("..", "millrace").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    /** What the script did. */
    private record Result(int exit, String output) {}

    @Test
    void tellsItsCommands() throws Exception {
        // when
        var result = run(Map.of(), "help");
        // then
        assertThat(result.exit()).isZero();
        assertThat(result.output()).contains("up", "verify", "rebuild", "bench", "faults");
    }

    @Test
    void refusesAnUnknownCommand() throws Exception {
        // when
        var result = run(Map.of(), "fly");
        // then
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("unknown command 'fly'");
    }

    @Test
    void saysWhatToInstallWhereThereIsNoJdk() throws Exception {
        // given
        var empty = directory.toString();
        // when
        var result = run(Map.of("PATH", empty, "MILLRACE_JDKS", empty, "JAVA_HOME", "", "JAVA25_HOME", ""), "up");
        // then
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("needs a JDK 25", "apt install openjdk-25-jdk", "JAVA25_HOME");
    }

    @Test
    void passesOverAnOlderJdk() throws Exception {
        // given
        var old = Files.createDirectories(directory.resolve("jdk-21/bin"));
        program(old.resolve("java"), "");
        program(old.resolve("javac"), "");
        Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"21.0.4\"\n");
        // when
        var result = run(
                Map.of("PATH", "", "MILLRACE_JDKS", directory.toString(), "JAVA_HOME", "", "JAVA25_HOME", ""),
                "verify");
        // then
        assertThat(result.output()).contains("needs a JDK 25");
    }

    @Test
    void saysWhatToInstallWhereThereIsNoMaven() throws Exception {
        // when
        var result = run(Map.of("PATH", directory.toString(), "JAVA_HOME", System.getProperty("java.home")), "verify");
        // then
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("needs Maven 3.8");
    }

    @Test
    void runsFromAnyDirectoryThroughAPathWithSpaces() throws Exception {
        // given
        var link = Files.createSymbolicLink(directory.resolve("my work"), SCRIPT.getParent());
        // when
        var result = runScript(link.resolve("millrace"), Map.of(), "help");
        // then
        assertThat(result.exit()).isZero();
    }

    /** Its first command would otherwise go into the Kafka and the PostgreSQL of whoever has named them. */
    @Test
    void recordsAStartThatKnowsNothingOfTheEnvironment() throws Exception {
        // given
        var jdk = directory.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        program(jdk.resolve("bin/javac"), "");
        program(jdk.resolve("bin/java"), """
                { echo "$*"; env | grep ^MILLRACE_KAFKA; echo --; } >> "${0%/*}/calls"
                """);
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        var root = Files.createDirectory(directory.resolve("root"));
        var script = Files.copy(SCRIPT, root.resolve("millrace"));
        Files.createDirectories(root.resolve("standalone/target/app"));
        Files.createFile(root.resolve("standalone/target/app/complete"));
        // when
        runScript(script, Map.of("JAVA_HOME", jdk.toString(), "MILLRACE_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"), "up");
        // then
        var calls = Files.readString(jdk.resolve("bin/calls")).split("--\n");
        assertThat(calls).hasSize(2);
        assertThat(calls[0]).contains("--rehearsal").doesNotContain("kafka:9092");
        assertThat(calls[1]).doesNotContain("--rehearsal").contains("MILLRACE_KAFKA_BOOTSTRAP_SERVERS=kafka:9092");
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        return runScript(SCRIPT, environment, arguments);
    }

    private Result runScript(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("/bin/bash", script.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }
}
