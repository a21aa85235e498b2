package dev.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs README.md. Every block that is fenced as {@code bash} is runnable: lines that begin with {@code ./millrace} name a command of the script;
 * all others are run, in their order, against a process on another port than the one they name. So is the one command of the script that needs a running system.
 */
class ReadmeIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern BLOCK = Pattern.compile("^```bash\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void namesCommandsThatTheScriptHas() throws Exception {
        // given
        var help = run("./millrace help", ROOT);
        // when
        var named = lines().filter(line -> line.startsWith("./millrace "))
                .map(line -> line.split(" ", -1)[1])
                .distinct()
                .toList();
        // then
        assertThat(named)
                .contains("up", "verify")
                .allSatisfy(command -> assertThat(help).contains("\n  " + command + " "));
    }

    @Test
    void showsCommandsThatWork() throws Exception {
        // given
        try (var deployment = Deployment.OneProcess.start(directory)) {
            var script = String.join(
                            "\n",
                            lines().filter(line -> !line.startsWith("./millrace "))
                                    .toList())
                    .replace("localhost:8080", "127.0.0.1:" + deployment.port())
                    .replace("curl -s", "curl -sS --fail-with-body");
            // when
            var output = run("set -e\n" + script, directory);
            // then
            assertThat(output).contains("\"status\":\"accepted\"", "\"title\":\"Ship it\"", "\"sequence\":3");
            assertThat(output).doesNotContain("\"code\":");
        }
    }

    @Test
    void rebuildsWhatIsReadAndSaysWhenThatIsDone() throws Exception {
        // given
        try (var deployment = Deployment.OneProcess.start(directory)) {
            // when
            var output = run("./millrace rebuild --url http://127.0.0.1:" + deployment.port(), ROOT);
            // then
            assertThat(output).endsWith("The read side is built again.\n");
            assertThat(deployment.data().resolve("logs/millrace.log"))
                    .content()
                    .as("a rebuild began")
                    .contains("\"message\":\"Rebuilding the read side\"");
        }
    }

    private static Stream<String> lines() throws IOException {
        return BLOCK.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(found -> found.group(1))
                .flatMap(String::lines);
    }

    private static String run(String script, Path directory) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of("/bin/bash", "-c", script))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
