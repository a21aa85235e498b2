package dev.millrace.faults;

import dev.millrace.faults.planted.PlantedFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What to run.
 *
 * @param seed   of the first run; each further one has the next
 * @param faults that kind {@code planted} plants, one after the other
 * @param root   the directory of the sources and what was built of them
 */
record Options(Kind kind, long seed, Extent extent, Measured measured, List<PlantedFault> faults, Path root) {

    static final String USAGE = """
            Usage: ./millrace faults [KIND] [OPTIONS]

              crash (or none)  kill -9 of the one process under load, again and again
              short            seconds of load with one fault of any kind at any time, each run on what the one before it left
              planted          faults planted in the program, each of which must be found
              cluster          three brokers, two nodes of each service, faults of any kind
              failover         how long commands wait when one of the cluster's deciding nodes is killed
              rolling          every service of the cluster restarted in turn under a rate of commands
              zombies          the same cluster; nodes that decide commands are frozen until another one has taken over, and thaw

              --seed N     of the first run; each further one has the next (the time)
              --runs N     how many (1)
              --minutes N  after which no further run begins (as long as it takes)
              --kills N    of each run of kinds crash (10) and failover (4)
              --blows N    of each run of kinds cluster and zombies (6)
              --fault F    the only one to plant (all, one after the other)
              --entities N      rows of state of kind failover (10000)
              --session D       the session timeout of kinds failover and rolling, such as 2s (the product's)
              --transaction D   their transaction timeout (the product's)
              --rate N          commands a second of kinds failover (200) and rolling (500)
              --partitions N    of each topic of kinds failover and rolling (the product's)
              --brokers N       of kinds failover and rolling, 1 or 3 (3)
            """;

    private static final Set<String> NAMES = Set.of(
            "--seed",
            "--runs",
            "--minutes",
            "--kills",
            "--blows",
            "--fault",
            "--entities",
            "--session",
            "--transaction",
            "--rate",
            "--partitions",
            "--brokers");

    Options {
        faults = List.copyOf(faults);
    }

    /** The kinds of runs. */
    enum Kind {
        CRASH,
        SHORT,
        PLANTED,
        CLUSTER,
        ZOMBIES,
        FAILOVER,
        ROLLING;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String label) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Expected a kind of run, but got " + label));
        }
    }

    /**
     * How much of it.
     *
     * @param limit after which no further run begins
     * @param kills in each run of kinds {@code crash} and {@code failover}
     * @param blows in each run of kinds {@code cluster} and {@code zombies}
     */
    record Extent(int runs, Duration limit, int kills, int blows) {

        private static final long ALL_MINUTES = Duration.ofDays(365).toMinutes();

        private static Extent of(Kind kind, Arguments given) {
            int unlimited = given.has("--minutes") ? Integer.MAX_VALUE : 1;
            return new Extent(
                    given.count("--runs", unlimited),
                    Duration.ofMinutes(given.number("--minutes", ALL_MINUTES)),
                    given.count("--kills", kind == Kind.FAILOVER ? 4 : 10),
                    given.count("--blows", 6));
        }
    }

    /**
     * What kinds {@code failover} and {@code rolling} measure.
     *
     * @param entities    rows of state
     * @param rate        commands a second
     * @param shape       of the cluster
     * @param session     timeout, as a property; empty for the product's own
     * @param transaction timeout, likewise
     */
    record Measured(int entities, int rate, Cluster.Shape shape, String session, String transaction) {

        private static Measured of(Kind kind, Arguments given) {
            return new Measured(
                    given.count("--entities", 10_000),
                    given.count("--rate", kind == Kind.FAILOVER ? 200 : 500),
                    new Cluster.Shape(
                            given.count("--brokers", Cluster.Shape.WHOLE.brokers()),
                            given.count("--partitions", Cluster.Shape.WHOLE.partitions()),
                            kind == Kind.ROLLING),
                    given.text("--session", ""),
                    given.text("--transaction", ""));
        }

        private String told() {
            return " --rate " + rate
                    + shape.told()
                    + (session.isEmpty() ? "" : " --session " + session)
                    + (transaction.isEmpty() ? "" : " --transaction " + transaction);
        }
    }

    static Options parse(String[] arguments) {
        boolean named = arguments.length > 0 && !arguments[0].startsWith("--");
        var kind = named ? Kind.of(arguments[0]) : Kind.CRASH;
        var given = Arguments.parse(arguments, named ? 1 : 0, NAMES);
        return new Options(
                kind,
                given.number("--seed", System.currentTimeMillis()),
                Extent.of(kind, given),
                Measured.of(kind, given),
                given.has("--fault")
                        ? List.of(PlantedFault.of(given.text("--fault", "")))
                        : List.of(PlantedFault.values()),
                Path.of("").toAbsolutePath());
    }

    /** The command that makes runs of this kind again, one after the other. */
    String again(long firstSeed, int runs) {
        var length = switch (kind) {
            case CRASH -> " --kills " + extent.kills();
            case CLUSTER, ZOMBIES -> " --blows " + extent.blows();
            case SHORT, PLANTED -> "";
            case FAILOVER ->
                " --kills %d --entities %d%s".formatted(extent.kills(), measured.entities(), measured.told());
            case ROLLING -> measured.told();
        };
        return "./millrace faults %s --seed %d --runs %d%s".formatted(kind.label(), firstSeed, runs, length);
    }
}
