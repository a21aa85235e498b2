package dev.millrace.bench;

import dev.millrace.bench.load.Schedule.Arrivals;
import dev.millrace.bench.scenario.Extent;
import dev.millrace.bench.scenario.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param scenarios names; none for all
 * @param runs      how often everything is measured, each time with a program newly started on empty data
 * @param settings  how long and how much
 * @param quick     true if the figures are not meant for comparison
 * @param record    true to let the program write a JFR recording
 * @param root      the repository
 * @param command   what starts the program; empty for {@code ./millrace up}
 * @param report    page to write the tables into; null for none
 */
record Options(
        List<String> scenarios,
        int runs,
        Settings settings,
        boolean quick,
        boolean record,
        Path root,
        List<String> command,
        @Nullable Path report) {

    static final String USAGE = """
            Usage: ./millrace bench [options] [scenario…]
              Peers on Node are installed with npm on first use; without Node 20 or newer they are left out and the tables say so.
              --runs N               runs, each with a program newly started on empty data (3)
              --seconds N            seconds measured at each rate (30)
              --warm-up N            seconds before them at the same rate (20)
              --commands N           commands of a drain (300000)
              --growth-events N      most events of 'growth' (1000000)
              --growth-organizations N   most organizations of 'growth' (1000)
              --arrivals poisson|fixed   how requests follow each other (poisson)
              --quick                one short run of everything, to see that it works
              --jfr                  let the program record itself, in bench/target
              --report FILE          write the tables into this page, such as docs/benchmarks.md
              --root DIR             the repository (the working directory)
              --millrace-command "…" what starts the program (./millrace up)""";

    static Options parse(List<String> arguments) {
        var rest = new ArrayDeque<>(arguments);
        var parsed = new Parsed();
        while (!rest.isEmpty()) {
            parsed.take(rest.remove(), rest);
        }
        return parsed.options();
    }

    /** What was read so far. */
    private static final class Parsed {

        private final List<String> scenarios = new ArrayList<>();
        private int runs = 3;
        private int seconds = 30;
        private int warmUp = 20;
        private int commands = 300_000;
        private Extent growth = Extent.DEFAULT;
        private Arrivals arrivals = Arrivals.POISSON;
        private boolean quick;
        private boolean record;
        private Path root = Path.of("");
        private List<String> command = List.of();
        private @Nullable Path report;

        void take(String argument, ArrayDeque<String> rest) {
            switch (argument) {
                case "--runs" -> runs = number(argument, rest);
                case "--seconds" -> seconds = number(argument, rest);
                case "--warm-up" -> warmUp = number(argument, rest);
                case "--commands" -> commands = number(argument, rest);
                case "--growth-events" -> growth = new Extent(number(argument, rest), growth.organizations());
                case "--growth-organizations" -> growth = new Extent(growth.events(), number(argument, rest));
                case "--arrivals" ->
                    arrivals = Arrivals.valueOf(value(argument, rest).toUpperCase(Locale.ROOT));
                case "--quick" -> quick = true;
                case "--jfr" -> record = true;
                case "--root" -> root = Path.of(value(argument, rest));
                case "--report" -> report = Path.of(value(argument, rest));
                case "--millrace-command" ->
                    command = List.of(value(argument, rest).split(" +", -1));
                default -> scenario(argument);
            }
        }

        private void scenario(String argument) {
            if (argument.startsWith("-")) {
                throw new IllegalArgumentException("Expected one of the options, but got " + argument);
            }
            scenarios.add(argument);
        }

        private static int number(String option, ArrayDeque<String> rest) {
            int number = Integer.parseInt(value(option, rest));
            if (number < 1) {
                throw new IllegalArgumentException("Expected at least 1 for " + option);
            }
            return number;
        }

        private static String value(String option, ArrayDeque<String> rest) {
            var value = rest.poll();
            if (value == null) {
                throw new IllegalArgumentException("Expected a value after " + option);
            }
            return value;
        }

        Options options() {
            var settings = quick
                    ? Settings.quick()
                    : new Settings(Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp), arrivals, commands, growth);
            return new Options(
                    List.copyOf(scenarios), quick ? 1 : runs, settings, quick, record, root, command, report);
        }
    }
}
