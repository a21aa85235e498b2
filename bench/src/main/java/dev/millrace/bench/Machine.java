package dev.millrace.bench;

import dev.millrace.bench.report.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Says where a measurement is made. */
final class Machine {

    private static final String UNKNOWN = "unknown";

    private Machine() {}

    static Environment describe(Options options, List<String> arguments) {
        return new Environment(
                LocalDate.now(ZoneOffset.UTC).toString(),
                ("./millrace bench " + String.join(" ", arguments)).strip(),
                revision(options.root()),
                "%s, %d cores".formatted(processor(), Runtime.getRuntime().availableProcessors()),
                memory(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                "JDK " + System.getProperty("java.runtime.version"),
                options.settings().words());
    }

    private static String processor() {
        return field(Path.of("/proc/cpuinfo"), "model name");
    }

    private static String memory() {
        var total = field(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "");
        return total.isEmpty() ? UNKNOWN : "%.0f GiB".formatted(Long.parseLong(total) / 1024.0 / 1024.0);
    }

    private static String field(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN; // not Linux
        }
    }

    private static String revision(Path root) {
        try {
            var process = new ProcessBuilder("git", "describe", "--always", "--dirty=, with changes", "--abbrev=9")
                    .directory(root.toAbsolutePath().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var revision = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return revision.isEmpty() ? UNKNOWN : revision;
        } catch (IOException e) {
            return UNKNOWN; // no git here
        }
    }
}
