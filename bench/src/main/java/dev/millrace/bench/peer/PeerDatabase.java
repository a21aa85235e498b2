package dev.millrace.bench.peer;

import dev.millrace.embedded.EmbeddedPostgres;
import dev.millrace.embedded.Trees;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

/** A PostgreSQL for one peer, with the settings of the embedded one; closing it deletes it. */
final class PeerDatabase implements Closeable {

    private final Path directory;
    private final EmbeddedPostgres postgres;

    private PeerDatabase(Path directory, EmbeddedPostgres postgres) {
        this.directory = directory;
        this.postgres = postgres;
    }

    /** Starts in an empty directory. */
    static PeerDatabase start(Path directory) {
        return new PeerDatabase(directory, EmbeddedPostgres.start(directory));
    }

    /** The JDBC address of the database. */
    String url() {
        return postgres.url();
    }

    /** The JDBC address of a database of that name, made if there is none. */
    String url(String database) {
        postgres.createDatabase(database);
        return postgres.url(database);
    }

    String username() {
        return postgres.username();
    }

    String password() {
        return postgres.password();
    }

    /** The driver's properties of connections whose commits wait for the disk, or do not. Statements are prepared on the server from their first use. */
    Properties connection(Commit commit) {
        var properties = new Properties();
        properties.setProperty("user", username());
        properties.setProperty("password", password());
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("options", "-c synchronous_commit=" + commit.setting());
        return properties;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        Trees.delete(directory);
    }
}
