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
        for (var program : List.of("java", "javac")) {
            assertThat(Files.createFile(old.resolve(program)).toFile().setExecutable(true))
                    .isTrue();
        }
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
