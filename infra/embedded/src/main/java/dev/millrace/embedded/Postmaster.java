package dev.millrace.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The server process that a PostgreSQL data directory names as its own, if it is still that. */
final class Postmaster {

    private static final String MARK = "postmaster.pid";

    private Postmaster() {}

    static boolean runsOn(Path data) throws IOException {
        return named(data)
                .flatMap(ProcessHandle::of)
                .filter(process -> serves(process, data))
                .isPresent();
    }

    /** Removes the mark of a server that is gone; PostgreSQL would not start while somebody else has its process number. */
    static void forget(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(MARK));
    }

    private static Optional<Long> named(Path data) throws IOException {
        var file = data.resolve(MARK);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(pid -> pid.matches("[0-9]{1,18}"))
                    .map(Long::valueOf);
        }
    }

    /** Process numbers come round again, soonest in a container: only a postgres that was started on this directory counts. */
    private static boolean serves(ProcessHandle process, Path data) {
        var info = process.info();
        var isPostgres =
                info.command().filter(path -> path.endsWith("/postgres")).isPresent();
        return isPostgres
                && info.arguments()
                        .map(arguments -> String.join(" ", arguments).contains(data.toString()))
                        .orElse(true);
    }
}
