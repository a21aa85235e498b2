package dev.millrace.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** {@code ./millrace faults [--seed N] [--runs N] [--kills N]}: seeded runs of kills under load, each checked; exits with 1 if a promise was broken. */
public final class Faults {

    private Faults() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var options = Options.parse(arguments);
        int broken = 0;
        for (int run = 0; run < options.runs(); run++) {
            long seed = options.seed() + run;
            var data = Files.createTempDirectory("millrace-faults").resolve("data");
            var result = new CrashRun(seed, options.kills(), 4, 4, System.out::println).run(options.jar(), data);
            System.out.printf(
                    Locale.ROOT,
                    "seed %d: %d kills, %,d commands, %,d events, %d violations%n",
                    seed,
                    options.kills(),
                    result.commands(),
                    result.events(),
                    result.violations().size());
            result.violations().forEach(violation -> System.out.println("  " + violation));
            broken += result.violations().isEmpty() ? 0 : 1;
        }
        System.exit(broken == 0 ? 0 : 1);
    }

    private record Options(long seed, int runs, int kills, Path jar) {

        static Options parse(String[] arguments) {
            long seed = System.currentTimeMillis();
            int runs = 1;
            int kills = 10;
            var jar = Path.of("standalone", "target", "millrace-standalone-0.1.0-SNAPSHOT-exec.jar");
            for (int i = 0; i + 1 < arguments.length; i += 2) {
                var value = arguments[i + 1];
                switch (arguments[i]) {
                    case "--seed" -> seed = Long.parseLong(value);
                    case "--runs" -> runs = Integer.parseInt(value);
                    case "--kills" -> kills = Integer.parseInt(value);
                    case "--jar" -> jar = Path.of(value);
                    default ->
                        throw new IllegalArgumentException(
                                "Expected --seed, --runs, --kills or --jar, but got " + arguments[i]);
                }
            }
            return new Options(seed, runs, kills, jar.toAbsolutePath());
        }
    }
}
