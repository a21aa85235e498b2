package dev.millrace.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A PostgreSQL server of this JVM's own, on loopback, with its cluster in a directory. It is a process beside the JVM and survives a JVM
 * that is killed; the next start on the directory stops such an orphan first.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String DATABASE = "millrace";

    private final DirectoryLock lock;
    private final PostgresCluster cluster;
    private final int port;

    private EmbeddedPostgres(DirectoryLock lock, PostgresCluster cluster, int port) {
        this.lock = lock;
        this.cluster = cluster;
        this.port = port;
    }

    /** Starts on a random port. */
    public static EmbeddedPostgres start(Path directory) {
        return start(directory, Ports.free());
    }

    /** Starts on the given port with whatever the directory holds; makes the cluster and the database {@code millrace} if it is new. */
    public static EmbeddedPostgres start(Path directory, int port) {
        var home = directory.toAbsolutePath().normalize();
        var lock = DirectoryLock.take(home);
        try {
            var cluster = PostgresCluster.in(home);
            cluster.start(port);
            var postgres = new EmbeddedPostgres(lock, cluster, port);
            postgres.createDatabase(DATABASE);
            return postgres;
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException("Cannot start PostgreSQL in %s on port %d".formatted(home, port), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Stops the server that a killed JVM left running on the directory, if there is one: before the directory is deleted, say. */
    public static void stopOrphan(Path directory) throws IOException {
        var home = directory.toAbsolutePath().normalize();
        if (PostgresCluster.existsIn(home)) {
            try (var _ = DirectoryLock.take(home)) {
                PostgresCluster.in(home).stop();
            }
        }
    }

    /** The JDBC address of the database {@code millrace}. */
    public String url() {
        return url(DATABASE);
    }

    /** The JDBC address of a database of this server. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** The owner of everything in the server. */
    public String username() {
        return PostgresCluster.OWNER;
    }

    /** The owner's password; made with the cluster and kept beside it. */
    public String password() {
        return cluster.password();
    }

    /** Makes a database unless there is one of the name; its name may hold letters, digits and underscores. */
    public void createDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("Expected a database name of a-z, 0-9 and _, but got " + name);
        }
        try (var connection = DriverManager.getConnection(url("postgres"), username(), password());
                var statement = connection.createStatement();
                var found = statement.executeQuery("select 1 from pg_database where datname = '%s'".formatted(name))) {
            if (!found.next()) {
                statement.execute("create database " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create database " + name, e);
        }
    }

    /** Stops the server: open connections are cut, what was committed is on disk. */
    @Override
    public void close() {
        try {
            cluster.stop();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop PostgreSQL", e);
        } finally {
            lock.close();
        }
    }
}
