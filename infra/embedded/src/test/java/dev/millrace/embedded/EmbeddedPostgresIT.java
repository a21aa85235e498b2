package dev.millrace.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

    @TempDir
    Path directory;

    @Test
    void keepsRowsOverARestartOnAnotherPort() throws Exception {
        // given
        try (var postgres = EmbeddedPostgres.start(directory)) {
            execute(postgres, "create table note as select 'kept' as text");
        }
        // when
        try (var postgres = EmbeddedPostgres.start(directory)) {
            // then
            assertThat(query(postgres, "select text from note")).isEqualTo("kept");
        }
    }

    @Test
    void takesOverFromAJvmThatWasKilled() throws Exception {
        // given
        var killed = startInAJvmOfItsOwn();
        var orphan = Long.parseLong(
                Files.readAllLines(directory.resolve("cluster/postmaster.pid")).getFirst());
        killed.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        assertThat(runs(orphan)).isTrue();
        // when
        try (var postgres = EmbeddedPostgres.start(directory)) {
            // then
            assertThat(query(postgres, "select text from note")).isEqualTo("kept");
            assertThat(runs(orphan)).isFalse();
        }
    }

    @Test
    void startsWhereAStaleMarkNamesAProcessThatIsSomethingElse() throws Exception {
        // given
        EmbeddedPostgres.start(directory).close();
        Files.writeString(
                directory.resolve("cluster/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + directory.resolve("cluster") + "\n");
        // when
        try (var postgres = EmbeddedPostgres.start(directory)) {
            // then
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void makesTheClusterAgainWhereAKilledStartLeftHalfOfOne() throws Exception {
        // given
        Files.createDirectories(directory.resolve("cluster.unfinished/base"));
        // when
        try (var postgres = EmbeddedPostgres.start(directory)) {
            // then
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void syncsEveryCommitToDisk() throws Exception {
        // given
        try (var postgres = EmbeddedPostgres.start(directory)) {
            // when
            var settings =
                    query(postgres, "select current_setting('fsync') || ' ' || current_setting('synchronous_commit')");
            // then
            assertThat(settings).isEqualTo("on on");
        }
    }

    @Test
    void refusesAWrongPassword() {
        // given
        try (var postgres = EmbeddedPostgres.start(directory)) {
            // when
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.username(), "guess"))
                    // then
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void refusesADirectoryInUse() {
        // given
        try (var _ = EmbeddedPostgres.start(directory)) {
            // when
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                    // then
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    /** One that has ended and waits for its parent to look is still listed, but has no program. */
    private static boolean runs(long process) {
        return ProcessHandle.of(process)
                .flatMap(handle -> handle.info().command())
                .isPresent();
    }

    private Process startInAJvmOfItsOwn() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PostgresUntilKilled.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }

    /** Starts a server, writes a row and waits to be killed. */
    static final class PostgresUntilKilled {

        private PostgresUntilKilled() {}

        public static void main(String[] arguments) throws Exception {
            var postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
            execute(postgres, "create table note as select 'kept' as text");
            System.out.println("ready");
            var _ = System.in.read();
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.username(), postgres.password());
    }
}
