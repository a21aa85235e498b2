package dev.millrace.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Short runs one after the other on one program and one data directory: each begins with what the one before it left and recovered, and has organizations of its own.
 * Now and then, and at the end, the projections are rebuilt and held against what each run left. The first run that breaks a promise is the last.
 */
final class Series {

    /** A rebuild takes the longer the more runs there were, so it does not follow each. */
    private static final int RUNS_PER_REBUILD = 25;

    private static final Crowd.Size SIZE = new Crowd.Size(2, 4, Duration.ZERO);

    private final Options options;
    private final Path data;
    private final Node.Options nodeOptions;
    private final Totals totals;
    private final List<Recovery> recoveries = new ArrayList<>();

    /** Of each run, those of its organizations. */
    private final List<List<Picture>> pictures = new ArrayList<>();

    /** On a data directory that does not exist yet. */
    Series(Options options, Path data, Node.Options nodeOptions) {
        this.options = options;
        this.data = data;
        this.nodeOptions = nodeOptions;
        this.totals = new Totals(options);
    }

    /** True if nothing was broken. */
    boolean run() throws IOException, InterruptedException {
        try (var node = new Node(Program.standalone(options.root()), data, nodeOptions)) {
            node.start();
            boolean goesOn = true;
            while (goesOn) {
                next(node, options.seed() + pictures.size());
                goesOn = totals.isWhole() && totals.isTimeForMore();
                if (goesOn && pictures.size() % RUNS_PER_REBUILD == 0) {
                    rebuild(node, pictures.size() - RUNS_PER_REBUILD);
                    goesOn = totals.isWhole();
                } else if (totals.isWhole() && !goesOn) {
                    rebuild(node, 0);
                }
            }
        }
        totals.print();
        new Recoveries(recoveries).lines().forEach(System.out::println);
        return totals.isWhole();
    }

    /** How many were begun. */
    int runs() {
        return totals.runs();
    }

    private void next(Node node, long seed) throws InterruptedException {
        var schedule = Schedule.brief(seed);
        var recovered = new ArrayList<Recovery>();
        var run = new NodeRun(seed, schedule, SIZE, recovered::add);
        totals.add(seed, () -> told(schedule, recovered), () -> {
            var findings = run.runNext(node);
            pictures.add(findings.pictures());
            return findings;
        });
        recoveries.addAll(recovered);
    }

    private static String told(Schedule schedule, List<Recovery> recovered) {
        return schedule.told()
                + (recovered.isEmpty() ? "" : ", " + recovered.getLast().told());
    }

    /** Holds everything that the runs from one on have left against a rebuild. */
    private void rebuild(Node node, int from) throws InterruptedException {
        var kept = pictures.subList(from, pictures.size());
        totals.addRebuild(options.seed() + from, kept.size(), () -> {
            try (var api = node.api()) {
                return Rebuild.differences(
                        api, kept.stream().flatMap(List::stream).toList());
            }
        });
    }
}
