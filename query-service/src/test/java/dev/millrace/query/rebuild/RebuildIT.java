package dev.millrace.query.rebuild;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.query.TestDatabase;
import java.sql.SQLException;
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
        var rebuild = new Rebuild(DATABASE.dataSource(), DATABASE.migration(), _ -> {
            throw new IllegalStateException("made up");
        });
        // when
        assertThat(rebuild.begin()).isTrue();
        await().atMost(30, SECONDS).until(() -> rebuild.state() == Rebuild.State.FAILED);
        // then
        assertThat(DATABASE.rows("""
                select count(*) from pg_locks where locktype = 'advisory'
                and database = (select oid from pg_database where datname = current_database())""")).containsExactly("0");
    }
}
