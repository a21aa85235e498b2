package dev.millrace.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.instance.InstanceId;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SchemaMigrationIT {

    private final DatabaseConnection connection = new DatabaseConnection(
            SharedInfrastructure.newDatabase(),
            SharedInfrastructure.postgres().username(),
            SharedInfrastructure.postgres().password(),
            4,
            1,
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofMillis(300));

    @Test
    void makesTheSchemaWithItsOwnHistory() throws SQLException {
        // when
        new SchemaMigration(connection).migrate("trial");
        new SchemaMigration(connection).migrate("trial");
        // then
        assertThat(count("select count(*) from trial.thing")).isZero();
        assertThat(count("select count(*) from trial.flyway_schema_history where version = '1'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from information_schema.tables where table_schema = 'public'"))
                .isZero();
    }

    @Test
    void failsWhereTheMigrationsAreMissing() {
        // given
        var migration = new SchemaMigration(connection);
        // when
        assertThatExceptionOfType(FlywayException.class).isThrownBy(() -> migration.migrate("forgotten"));
        // then
        assertThat(connection.toString()).doesNotContain("password=");
    }

    @Test
    void cancelsAStatementThatRunsTooLong() {
        // when
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> count("select count(*) from pg_sleep(20)"))
                // then
                .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("57014"));
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void givesUpOnAServerThatDoesNotEvenCancel() throws Exception {
        try (var pool = new DatabaseConfiguration().dataSource(connection, new InstanceId("test"));
                var session = pool.getConnection();
                var statement = session.createStatement()) {
            // given
            int server = number(statement, "select pg_backend_pid()");
            signal("STOP", server);
            // when
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("select 1"))
                    // then
                    .withCauseInstanceOf(SocketTimeoutException.class);
            signal("CONT", server);
        }
    }

    private static void signal(String name, int process) throws IOException, InterruptedException {
        var sent = new ProcessBuilder("kill", "-" + name, Integer.toString(process)).start();
        assertThat(sent.waitFor()).isZero();
    }

    private int count(String sql) throws SQLException {
        try (var pool = new DatabaseConfiguration().dataSource(connection, new InstanceId("test"));
                var session = pool.getConnection();
                var statement = session.createStatement()) {
            return number(statement, sql);
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
