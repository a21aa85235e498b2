package dev.millrace.bench;

import dev.millrace.bench.child.Launch;
import dev.millrace.bench.child.Repository;
import dev.millrace.embedded.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a measurement keeps its files: all under {@code bench/target} of the repository. */
final class Workplace {

    private final Options options;
    private final Path target;

    Workplace(Options options) {
        this.options = options;
        this.target = options.root().toAbsolutePath().resolve("bench/target");
    }

    /** Results that later reports are made of. Those of a quick run are kept apart. */
    Path results() {
        return target.resolve(options.quick() ? "quick-results" : "results");
    }

    /** Parts of the program, and peers. */
    Repository repository() {
        return new Repository(options.root());
    }

    /** How the program is started for run {@code number}, on an empty directory. */
    Launch launch(int number) throws IOException {
        clear(number);
        var data = target.resolve("data-" + number);
        return new Launch(command(), data, target.resolve("program-" + number + ".log"), recording(number));
    }

    private @Nullable Path recording(int number) {
        return options.record() ? target.resolve("program-" + number + ".jfr") : null;
    }

    private List<String> command() {
        return options.command().isEmpty()
                ? List.of(options.root().toAbsolutePath().resolve("millrace").toString(), "up")
                : options.command();
    }

    /** Removes what a run left, which is large. */
    void clear(int number) throws IOException {
        for (var scenario : List.of("", "-startup", "-growth")) {
            Trees.delete(target.resolve("data-" + number + scenario));
        }
    }
}
