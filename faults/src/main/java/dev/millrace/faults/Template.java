package dev.millrace.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The data of a platform that was started once and stopped cleanly: copying it is faster than making it anew for every run. */
record Template(Path data) {

    /** Starts the program once in a directory of its own. */
    static Template prepare(Program program, Path directory) throws IOException, InterruptedException {
        var data = directory.resolve("template");
        try (var node = new Node(program, data, Node.Options.NONE)) {
            node.start();
            node.stop();
        }
        return new Template(data);
    }

    /** With owners and permissions, which PostgreSQL insists on. */
    Path copyTo(Path target) throws IOException, InterruptedException {
        var copy = new ProcessBuilder("cp", "-a", data.toString(), target.toString())
                .inheritIO()
                .start();
        if (!copy.waitFor(60, TimeUnit.SECONDS) || copy.exitValue() != 0) {
            throw new IOException("Expected to copy %s to %s, but that failed".formatted(data, target));
        }
        return target;
    }
}
