package dev.millrace.faults;

import dev.millrace.faults.planted.PlantedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Runs the platform with one fault planted in it, which the checker has to find. */
final class Planted {

    private static final long SEED = 7;
    private static final Crowd.Size SIZE = new Crowd.Size(2, 4, Duration.ZERO);
    private static final Duration LENGTH = Duration.ofSeconds(3);

    private final Program program;
    private final Template template;
    private final Path directory;
    private final Consumer<String> progress;

    /**
     * Runs in a directory.
     *
     * @param template data to begin with
     */
    Planted(Program program, Template template, Path directory, Consumer<String> progress) {
        this.program = program;
        this.template = template;
        this.directory = directory;
        this.progress = progress;
    }

    /** The violations that were found; none if the fault was missed. */
    List<String> violations(PlantedFault fault) throws IOException, InterruptedException {
        var home = Files.createDirectories(directory.resolve(fault.label()));
        var schedule = fault.needsCrash() ? Schedule.kills(SEED, 2) : Schedule.quiet(LENGTH);
        try (var node = new Node(program, template.copyTo(home.resolve("data")), Node.Options.planting(fault, home))) {
            return new NodeRun(SEED, schedule, SIZE, progress).run(node).violations();
        }
    }
}
