package dev.millrace.bench;

import dev.millrace.bench.report.Page;
import dev.millrace.bench.report.Result;
import dev.millrace.bench.report.ResultFiles;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.scenario.Bed;
import dev.millrace.bench.scenario.Scenario;
import dev.millrace.bench.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./millrace bench}: measures, keeps the results under {@code bench/target} and prints the tables. */
public final class Bench {

    private static final int WRONG_USAGE = 2;

    private final Options options;
    private final List<String> arguments;
    private final List<Scenario> scenarios;
    private final Workplace workplace;
    private final PrintStream out;

    private Bench(Options options, List<String> arguments, PrintStream out) {
        this.options = options;
        this.arguments = arguments;
        this.scenarios = Scenarios.named(options.scenarios());
        this.workplace = new Workplace(options);
        this.out = out;
    }

    /** Runs the scenarios named, or all of them. */
    public static void main(String[] arguments) throws IOException {
        var given = List.of(arguments);
        if (given.contains("--help")) {
            System.out.println(usage());
            return;
        }
        Bench bench;
        try {
            bench = new Bench(Options.parse(given), given, System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(usage());
            System.exit(WRONG_USAGE);
            return;
        }
        bench.run();
    }

    private static String usage() {
        return Options.USAGE + "\nScenarios: " + String.join(" ", Scenarios.names());
    }

    private void run() throws IOException {
        var runs = new LinkedHashMap<Scenario, List<List<Row>>>();
        for (int number = 1; number <= options.runs(); number++) {
            runOnce(number, runs);
        }
        report(runs);
    }

    private void runOnce(int number, Map<Scenario, List<List<Row>>> runs) throws IOException {
        try (var bed = new Bed(workplace.launch(number), workplace.repository(), options.settings())) {
            for (var scenario : scenarios) {
                out.printf("run %d of %d: %s%n", number, options.runs(), scenario.name());
                var rows = scenario.run(bed);
                rows.forEach(row -> out.printf("  %s %s%n", row.label(), row.values()));
                runs.computeIfAbsent(scenario, _ -> new ArrayList<>()).add(rows);
            }
        }
        workplace.clear(number);
    }

    private void report(Map<Scenario, List<List<Row>>> runs) throws IOException {
        var environment = Machine.describe(options, arguments);
        var files = new ResultFiles(workplace.results());
        var results = new ArrayList<Result>();
        for (var entry : runs.entrySet()) {
            var scenario = entry.getKey();
            var result = new Result(scenario.name(), scenario.title(), environment, entry.getValue());
            files.write(result);
            results.add(result);
            out.printf("%n## %s: %s%n%n%s", result.scenario(), result.title(), Page.section(result));
        }
        var page = options.report();
        if (page != null) {
            Page.update(page, results);
        }
    }
}
