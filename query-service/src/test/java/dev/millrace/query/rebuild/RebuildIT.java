package dev.millrace.query.rebuild;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.query.TestDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RebuildIT {

    private static final TestDatabase DATABASE = new TestDatabase();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void leavesTheWayFreeForTheNextOneWhenItFails() throws SQLException {
        // given
        var rebuild = rebuild(DATABASE.dataSource());
        // when
        assertThat(rebuild.begin()).isTrue();
        await().atMost(30, SECONDS).until(() -> rebuild.state() == Rebuild.State.FAILED);
        // then
        assertThat(DATABASE.rows("""
                select count(*) from pg_locks where locktype = 'advisory'
                and database = (select oid from pg_database where datname = current_database())""")).containsExactly("0");
    }

    @Test
    void givesItsConnectionBackWhenItCannotAskForTheLock() {
        // given
        DATABASE.execute("create schema faulty");
        DATABASE.execute("create function faulty.pg_try_advisory_lock(bigint) returns boolean language sql"
                + " as 'select (1 / 0)::boolean'");
        try (var dataSource = new HikariDataSource()) {
            dataSource.setDataSource(DATABASE.dataSource());
            dataSource.setConnectionInitSql("set search_path = faulty, pg_catalog");
            // when
            assertThatThrownBy(rebuild(dataSource)::begin).isInstanceOf(SQLException.class);
            // then
            assertThat(dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    private static Rebuild rebuild(DataSource dataSource) {
        return new Rebuild(
                dataSource,
                DATABASE.migration(),
                _ -> {
                    throw new IllegalStateException("made up");
                },
                (_, _) -> true);
    }
}
