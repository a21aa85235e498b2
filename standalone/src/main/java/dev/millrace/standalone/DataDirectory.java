package dev.millrace.standalone;

import dev.millrace.embedded.DirectoryLock;
import dev.millrace.embedded.EmbeddedPostgres;
import dev.millrace.embedded.Ports;
import dev.millrace.embedded.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Where the process keeps everything, locked while it runs. */
final class DataDirectory implements AutoCloseable {

    private final Path root;
    private final DirectoryLock lock;

    private DataDirectory(Path root, DirectoryLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Makes the directory if need be and claims it; fails with {@link IllegalStateException} if another process has it. */
    static DataDirectory claim(Path root) {
        return new DataDirectory(root, DirectoryLock.take(root));
    }

    Path root() {
        return root;
    }

    Path of(String name) {
        return root.resolve(name);
    }

    /** Deletes what earlier runs left, and nothing else that may be in the directory, after stopping a database that one of them may have left behind. */
    void wipe() throws IOException {
        EmbeddedPostgres.stopOrphan(of("postgres"));
        for (var name : new String[] {"kafka", "postgres", "objects", "streams", "keys", "logs", "temporary-files"}) {
            Trees.delete(of(name));
        }
        Files.deleteIfExists(of("ports"));
    }

    /** An empty directory for temporary files: a process that is killed leaves its own behind, and nobody else would remove them. */
    Path temporary() throws IOException {
        var directory = of("temporary-files");
        Trees.delete(directory);
        return Files.createDirectory(directory);
    }

    /** The port that a part had last time, so that addresses stay; another one where somebody took it. */
    int port(String part) throws IOException {
        var file = of("ports");
        var ports = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                ports.load(reader);
            }
        }
        var known = ports.getProperty(part, "");
        if (known.matches("[0-9]{1,5}") && Ports.isFree(Integer.parseInt(known))) {
            return Integer.parseInt(known);
        }
        var port = Ports.free();
        ports.setProperty(part, String.valueOf(port));
        try (var writer = Files.newBufferedWriter(file)) {
            ports.store(writer, "Ports of the embedded parts. Delete this file to let new ones be chosen.");
        }
        return port;
    }

    @Override
    public void close() {
        lock.close();
    }
}
