package dev.millrace.bench.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Room that files take up. The lengths of files would not tell: Kafka makes its indexes long beforehand and fills them later. */
public final class Disk {

    private static final double KIB_PER_MIB = 1024;

    private Disk() {}

    /** MiB allocated to everything below a directory; 0 if there is none. */
    public static double mebibytes(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return 0;
        }
        var process = new ProcessBuilder("du", "-sk", directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD) // of files that go meanwhile
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!said.matches("(?s)\\d+\\s.*")) {
            throw new IOException("Expected du to tell the size of %s, but it said '%s'".formatted(directory, said));
        }
        return Long.parseLong(said.replaceAll("(?s)\\s.*", "")) / KIB_PER_MIB;
    }
}
