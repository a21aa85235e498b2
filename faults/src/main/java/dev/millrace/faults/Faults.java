package dev.millrace.faults;

import dev.millrace.embedded.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code ./millrace faults}: seeded runs of faults under load, each checked; exits with 1 if a promise was broken. */
public final class Faults {

    private static final Crowd.Size SIZE = new Crowd.Size(4, 4, Duration.ZERO);

    private final Options options;
    private final Path directory;

    private Faults(Options options, Path directory) {
        this.options = options;
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException badUsage) {
            System.err.println(badUsage.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
            return;
        }
        var directory = Files.createTempDirectory("millrace-faults");
        boolean kept = new Faults(options, directory).run();
        if (kept) {
            Trees.delete(directory);
        } else {
            System.out.println("What the processes wrote is in " + directory);
        }
        System.exit(kept ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        return switch (options.kind()) {
            case CRASH -> nodeRuns();
            case SHORT -> new Series(options, directory.resolve("data"), Node.Options.NONE).run();
            case PLANTED -> planted();
            case CLUSTER, ZOMBIES -> clusterRuns();
            case FAILOVER -> failover();
            case ROLLING -> rolling();
        };
    }

    private boolean nodeRuns() throws IOException, InterruptedException {
        var program = Program.standalone(options.root());
        var template = Template.prepare(program, directory);
        var totals = new Totals(options);
        for (long seed = options.seed(); totals.isTimeForMore(); seed++) {
            var data = template.copyTo(directory.resolve("data-" + seed));
            var schedule = Schedule.kills(seed, options.extent().kills());
            var nodeRun =
                    new NodeRun(seed, schedule, SIZE, recovery -> System.out.println("kill -9, " + recovery.told()));
            try (var node = new Node(program, data, Node.Options.NONE)) {
                totals.add(seed, schedule::told, () -> nodeRun.runAlone(node));
            }
            if (totals.lastWasGood()) {
                Trees.delete(data);
            }
        }
        return totals.print();
    }

    private boolean planted() throws IOException, InterruptedException {
        var program = Program.standalone(options.root());
        var planted = new Planted(options.root(), Template.prepare(program, directory), directory, _ -> {});
        int found = 0;
        for (var fault : options.faults()) {
            String result;
            try {
                var violations = planted.violations(fault);
                found += violations.isEmpty() ? 0 : 1;
                result = violations.isEmpty() ? "MISSED" : violations.size() + " found: " + violations.getFirst();
            } catch (IOException e) {
                result = "NOT RUN: " + e.getMessage();
            }
            System.out.printf(Locale.ROOT, "%-27s %-41s %s%n", fault.label(), fault.place(), result);
        }
        System.out.printf(
                "%d of %d planted faults were found%n", found, options.faults().size());
        return found == options.faults().size();
    }

    /** Runs one after the other in one cluster, so that each begins with what the one before it left. The first one that breaks a promise is the last. */
    private boolean clusterRuns() throws IOException, InterruptedException {
        int blows = options.extent().blows();
        var totals = new Totals(options);
        try (var cluster = Cluster.start(
                options.root(), directory.resolve("cluster"), Cluster.Shape.WHOLE, Deciders.with(Node.Options.NONE))) {
            for (long seed = options.seed(); totals.isWhole() && totals.isTimeForMore(); seed++) {
                var run = options.kind() == Options.Kind.ZOMBIES
                        ? ClusterRun.zombies(seed, blows, System.out::println)
                        : ClusterRun.any(seed, blows, System.out::println);
                totals.add(seed, () -> blows + " blows", () -> run.run(cluster));
            }
        }
        return totals.print();
    }

    private boolean failover() throws IOException, InterruptedException {
        int entities = options.measured().entities();
        int rate = options.measured().rate();
        return inClusters(
                "failover with %d rows under %d commands/s".formatted(entities, rate),
                measured(),
                (seed, cluster) ->
                        new Failover(seed, entities, rate, options.extent().kills(), System.out::println).run(cluster));
    }

    private boolean rolling() throws IOException, InterruptedException {
        int rate = options.measured().rate();
        return inClusters(
                "rolling restart under %d commands/s".formatted(rate),
                measured(),
                (seed, cluster) -> new Rolling(seed, rate, System.out::println).run(cluster));
    }

    private Deciders measured() {
        return Deciders.with(options.measured().session(), options.measured().transaction());
    }

    /** What is done with a cluster of a seed. */
    private interface InCluster {
        Audit.Findings run(long seed, Cluster cluster) throws IOException, InterruptedException;
    }

    private boolean inClusters(String what, Deciders deciders, InCluster run) throws IOException, InterruptedException {
        var totals = new Totals(options);
        for (long seed = options.seed(); totals.isTimeForMore(); seed++) {
            long runSeed = seed;
            var home = directory.resolve("cluster-" + seed);
            totals.add(seed, () -> what, () -> {
                try (var cluster =
                        Cluster.start(options.root(), home, options.measured().shape(), deciders)) {
                    return run.run(runSeed, cluster);
                }
            });
            if (totals.lastWasGood()) {
                Trees.delete(home);
            }
        }
        return totals.print();
    }
}
