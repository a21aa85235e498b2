package dev.millrace.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One PostgreSQL data directory and the programs that make, start and stop it. Whoever uses it holds the directory's lock. */
final class PostgresCluster {

    static final String OWNER = "millrace";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);

    private static final long MAX_LOG_BYTES = 4L * 1024 * 1024;

    /** A restart after a crash replays the write-ahead log since the last checkpoint, at most some max_wal_size: 0.2 GB took 2.8 s on two cores, 0.9 GB 18 s. */
    private static final int START_SECONDS = 120;

    private static final int STOP_SECONDS = 20;

    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            max_connections = 100
            shared_buffers = 64MB
            work_mem = 4MB
            maintenance_work_mem = 32MB
            max_wal_size = 512MB
            max_worker_processes = 4
            max_parallel_workers = 2
            io_method = sync
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_min_messages = warning
            log_checkpoints = off
            """;

    private static final String WHO_MAY_CONNECT = """
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final PostgresPrograms programs;
    private final Path data;
    private final Path log;
    private final String password;

    private PostgresCluster(PostgresPrograms programs, Path data, Path log, String password) {
        this.programs = programs;
        this.data = data;
        this.log = log;
        this.password = password;
    }

    /** The cluster below a directory; made if it is new. */
    static PostgresCluster in(Path home) throws IOException {
        var programs = PostgresPrograms.unpacked();
        var passwordFile = home.resolve("password");
        var cluster = new PostgresCluster(
                programs, home.resolve("cluster"), home.resolve("postgres.log"), SecretFile.readOrCreate(passwordFile));
        if (!Files.exists(cluster.data)) {
            cluster.make(home.resolve("cluster.unfinished"));
        }
        return cluster;
    }

    static boolean existsIn(Path home) {
        return Files.exists(home.resolve("cluster"));
    }

    String password() {
        return password;
    }

    /** Starts the server and returns when it accepts connections. */
    void start(int port) throws IOException {
        stopOrphan();
        if (!Ports.isFree(port)) {
            throw new IllegalStateException(
                    "Expected port %d to be free for PostgreSQL, but somebody listens on it".formatted(port));
        }
        Files.writeString(data.resolve("postgresql.conf"), SETTINGS + "port = " + port + "\n");
        Files.writeString(data.resolve("pg_hba.conf"), WHO_MAY_CONNECT);
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log)) {
            Files.createFile(log);
            programs.handOver(log);
        }
        // pg_ctl gives the server a session of its own, so that a Ctrl-C in a terminal ends the JVM first and the
        // server after it.
        programs.run(
                START_SECONDS,
                log,
                "pg_ctl",
                "start",
                "-w",
                "-s",
                "-t",
                String.valueOf(START_SECONDS),
                "-D",
                data.toString(),
                "-l",
                log.toString());
    }

    /** Cuts connections and stops; a server that does not within the limit is stopped as if it had crashed, which loses nothing. */
    void stop() throws IOException {
        if (!Postmaster.runsOn(data)) {
            return;
        }
        try {
            stop("fast");
        } catch (IOException tooSlow) {
            LOG.atWarn().setCause(tooSlow).log("PostgreSQL did not stop in time; stopping it at once");
            stop("immediate");
        }
    }

    private void stop(String mode) throws IOException {
        programs.run(
                STOP_SECONDS + 5,
                log,
                "pg_ctl",
                "stop",
                "-w",
                "-s",
                "-t",
                String.valueOf(STOP_SECONDS),
                "-m",
                mode,
                "-D",
                data.toString());
    }

    /** Makes the cluster beside its place and moves it there: a start that was killed half way leaves nothing that looks complete. */
    private void make(Path unfinished) throws IOException {
        Trees.delete(unfinished);
        Files.createDirectory(unfinished);
        var secret = unfinished.resolveSibling("password.init");
        SecretFile.write(secret, password);
        programs.handOver(secret);
        programs.handOver(unfinished);
        var output = unfinished.resolveSibling("initdb.log");
        try {
            programs.run(
                    START_SECONDS,
                    output,
                    "initdb",
                    "-D",
                    unfinished.toString(),
                    "-U",
                    OWNER,
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8");
        } finally {
            Files.deleteIfExists(secret);
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Stops a server whose JVM was killed, and removes the mark of one that is no longer there although its process number is in use again. */
    private void stopOrphan() throws IOException {
        if (Postmaster.runsOn(data)) {
            LOG.atWarn().addKeyValue("directory", data).log("Stopping the PostgreSQL of a process that was killed");
            stop();
        } else {
            Postmaster.forget(data);
        }
    }
}
