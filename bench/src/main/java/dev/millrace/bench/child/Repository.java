package dev.millrace.bench.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * What {@code ./millrace bench} finds built.
 *
 * @param root of the repository
 */
public record Repository(Path root) {

    public Repository {
        root = root.toAbsolutePath();
    }

    /** The scripts of a peer that runs on Node. */
    public NodePackage scripts(String peer) {
        return new NodePackage(root.resolve("bench/peers").resolve(peer));
    }

    /** Class path that the program's embedded parts are on, laid out as files by the launcher. */
    public String embeddedParts() {
        return root.resolve("standalone/target/app/lib").resolve("*").toString();
    }

    /** The executable jar of a service. */
    public Path service(String module) throws IOException {
        var target = root.resolve(module).resolve("target");
        try (var files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() ->
                            new IOException("Expected an executable jar in %s: run 'mvn package'".formatted(target)));
        }
    }
}
