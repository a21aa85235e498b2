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
    private static final int ZOMBIES = 8;
    private static final Duration LENGTH = Duration.ofSeconds(3);

    private final Path root;
    private final Template template;
    private final Path directory;
    private final Consumer<String> progress;

    /**
     * Runs in a directory.
     *
     * @param root     where what was built lies
     * @param template data for one process to begin with
     */
    Planted(Path root, Template template, Path directory, Consumer<String> progress) {
        this.root = root;
        this.template = template;
        this.directory = directory;
        this.progress = progress;
    }

    /** The violations that were found; none if the fault was missed. */
    List<String> violations(PlantedFault fault) throws IOException, InterruptedException {
        var home = Files.createDirectories(directory.resolve(fault.label()));
        var options = Node.Options.planting(fault, home);
        return switch (fault.occasion()) {
            case LOAD -> inOneProcess(Schedule.quiet(LENGTH), options, home);
            case CRASH -> inOneProcess(Schedule.kills(SEED, 2), options, home);
            case ZOMBIE -> inCluster(options, home);
        };
    }

    private List<String> inOneProcess(Schedule schedule, Node.Options options, Path home)
            throws IOException, InterruptedException {
        try (var node = new Node(Program.standalone(root), template.copyTo(home.resolve("data")), options)) {
            return new NodeRun(SEED, schedule, SIZE, _ -> {}).runAlone(node).violations();
        }
    }

    private List<String> inCluster(Node.Options options, Path home) throws IOException, InterruptedException {
        try (var cluster =
                Cluster.start(root, home.resolve("cluster"), Cluster.Shape.WHOLE, Deciders.fencedByGroup(options))) {
            return ClusterRun.zombies(SEED, ZOMBIES, progress).run(cluster).violations();
        }
    }
}
