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
record Options(Kind kind, long seed, Extent extent, List<PlantedFault> faults, Path root) {

    static final String USAGE = """
            Usage: ./millrace faults [KIND] [OPTIONS]

              crash (or none)  kill -9 of the one process under load, again and again
              short            seconds of load with one fault of any kind at any time, each run on what the one before it left
              planted          faults planted in the program, each of which must be found
              cluster          three brokers, two nodes of each service, faults of any kind
              zombies          the same cluster; nodes that decide commands are frozen until another one has taken over, and thaw

              --seed N     of the first run; each further one has the next (the time)
              --runs N     how many (1)
              --minutes N  after which no further run begins (as long as it takes)
              --kills N    of each run of kind crash (10)
              --blows N    of each run of kinds cluster and zombies (6)
              --fault F    the only one to plant (all, one after the other)
            """;

    private static final Set<String> NAMES = Set.of("--seed", "--runs", "--minutes", "--kills", "--blows", "--fault");

    Options {
        faults = List.copyOf(faults);
    }

    /** The kinds of runs. */
    enum Kind {
        CRASH,
        SHORT,
        PLANTED,
        CLUSTER,
        ZOMBIES;

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
     * @param kills in each run of kind {@code crash}
     * @param blows in each run of kinds {@code cluster} and {@code zombies}
     */
    record Extent(int runs, Duration limit, int kills, int blows) {

        private static final long ALL_MINUTES = Duration.ofDays(365).toMinutes();

        private static Extent of(Arguments given) {
            int unlimited = given.has("--minutes") ? Integer.MAX_VALUE : 1;
            return new Extent(
                    given.count("--runs", unlimited),
                    Duration.ofMinutes(given.number("--minutes", ALL_MINUTES)),
                    given.count("--kills", 10),
                    given.count("--blows", 6));
        }
    }

    static Options parse(String[] arguments) {
        boolean named = arguments.length > 0 && !arguments[0].startsWith("--");
        var kind = named ? Kind.of(arguments[0]) : Kind.CRASH;
        var given = Arguments.parse(arguments, named ? 1 : 0, NAMES);
        return new Options(
                kind,
                given.number("--seed", System.currentTimeMillis()),
                Extent.of(given),
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
        };
        return "./millrace faults %s --seed %d --runs %d%s".formatted(kind.label(), firstSeed, runs, length);
    }
}
