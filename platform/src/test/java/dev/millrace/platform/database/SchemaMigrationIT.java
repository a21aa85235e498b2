package dev.millrace.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.instance.InstanceId;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

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

    private int count(String sql) throws SQLException {
        try (var pool = new DatabaseConfiguration().dataSource(connection, new InstanceId("test"));
                var session = pool.getConnection();
                var statement = session.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
