package dev.millrace.faults;

import dev.millrace.faults.planted.PlantedFault;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What to run.
 *
 * @param seed  of the first run; each further one has the next
 * @param kills in each run of kind {@code crash}
 * @param blows in each run of kinds {@code cluster} and {@code zombies}
 * @param faults that kind {@code planted} plants, one after the other
 * @param root  the directory of the sources and what was built of them
 */
record Options(Kind kind, long seed, int runs, int kills, int blows, List<PlantedFault> faults, Path root) {

    static final String USAGE = """
            Usage: ./millrace faults [KIND] [OPTIONS]

              crash (or none)  kill -9 of the one process under load, again and again
              short            seconds of load with one fault of any kind at any time
              planted          faults planted in the program, each of which must be found
              cluster          three brokers, two nodes of each service, faults of any kind
              zombies          the same cluster; nodes that decide commands are frozen until another one has taken over, and thaw

              --seed N    of the first run; each further one has the next (the time)
              --runs N    how many (1)
              --kills N   of each run of kind crash (10)
              --blows N   of each run of kinds cluster and zombies (6)
              --fault F   the only one to plant (all, one after the other)
            """;

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

    static Options parse(String[] arguments) {
        boolean named = arguments.length > 0 && !arguments[0].startsWith("--");
        var options = new Options(
                named ? Kind.of(arguments[0]) : Kind.CRASH,
                System.currentTimeMillis(),
                1,
                10,
                6,
                List.of(PlantedFault.values()),
                Path.of("").toAbsolutePath());
        for (int i = named ? 1 : 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("Expected a value after " + arguments[i]);
            }
            options = options.with(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--seed" -> new Options(kind, Long.parseLong(value), runs, kills, blows, faults, root);
            case "--runs" -> new Options(kind, seed, Integer.parseInt(value), kills, blows, faults, root);
            case "--kills" -> new Options(kind, seed, runs, Integer.parseInt(value), blows, faults, root);
            case "--blows" -> new Options(kind, seed, runs, kills, Integer.parseInt(value), faults, root);
            case "--fault" -> new Options(kind, seed, runs, kills, blows, List.of(PlantedFault.of(value)), root);
            default -> throw new IllegalArgumentException("Expected an option, but got " + name);
        };
    }

    /** The command that makes one run of this kind again. */
    String again(long runSeed) {
        var length = switch (kind) {
            case CRASH -> " --kills " + kills;
            case CLUSTER, ZOMBIES -> " --blows " + blows;
            case SHORT, PLANTED -> "";
        };
        return "./millrace faults %s --seed %d --runs 1%s".formatted(kind.label(), runSeed, length);
    }
}
