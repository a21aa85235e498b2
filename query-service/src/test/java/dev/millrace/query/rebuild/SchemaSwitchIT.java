package dev.millrace.query.rebuild;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.query.TestDatabase;
import dev.millrace.query.projection.QuerySchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaSwitchIT {

    private final TestDatabase database = new TestDatabase();

    @BeforeEach
    void fill() {
        database.migration().migrate("query", SchemaSwitch.NEXT.name());
        for (var schema : List.of(QuerySchema.LIVE, SchemaSwitch.NEXT)) {
            database.execute(schema.in(
                    "create table %s.checkpoint (projection text, topic text, partition int, next_offset bigint)"));
            // as they lie on disk: not in the order of partitions
            database.execute(schema.in("insert into %s.checkpoint values ('p', 't', 1, 5), ('p', 't', 0, 5)"));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void givesUpWhereTheRebuiltProjectionsNeverComeAsFar() {
        // given
        database.execute("update query_next.checkpoint set next_offset = 4 where partition = 0");
        var brief = new SchemaSwitch.Patience(3, Duration.ofMillis(50), Duration.ofMillis(1));
        // then
        assertThatThrownBy(exchange(brief)::exchange)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p t-0 at 4 of 5");
        assertThat(database.rows("select next_offset from query.checkpoint")).containsExactly("5", "5");
    }

    @Test
    void locksCheckpointsInTheOrderInWhichProjectionsMoveThem() throws SQLException {
        try (var projection = database.dataSource().getConnection()) {
            // given
            projection.setAutoCommit(false);
            lock(projection, 0);
            // when
            var exchanged = begin();
            // then
            lock(projection, 1);
            projection.commit();
            assertThat(exchanged).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
        }
    }

    @Test
    void triesAgainAfterADeadlock() throws SQLException {
        try (var projection = database.dataSource().getConnection()) {
            // given
            projection.setAutoCommit(false);
            execute(projection, "set local deadlock_timeout = '1min'"); // so that it is not the one that gives way
            lock(projection, 1);
            var exchanged = begin();
            // when
            execute(projection, "select 1 from query.checkpoint where partition = 0 for update");
            projection.commit();
            // then
            assertThat(exchanged).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
        }
    }

    @Test
    void leavesTheConnectionAsItWasThoughNothingCanBeCleared() throws SQLException {
        try (var reader = database.dataSource().getConnection();
                var connection = database.dataSource().getConnection()) {
            // given
            reader.setAutoCommit(false);
            execute(reader, "lock table query_next.event in access share mode");
            execute(connection, "set statement_timeout = '100ms'; set lock_timeout = '100ms'");
            // when
            assertThatThrownBy(() -> SchemaSwitch.clear(connection)).isInstanceOf(SQLException.class);
            // then
            try (var statement = connection.createStatement();
                    var setting = statement.executeQuery("show statement_timeout")) {
                setting.next();
                assertThat(setting.getString(1)).isEqualTo("100ms");
            }
            reader.rollback();
        }
    }

    private SchemaSwitch exchange(SchemaSwitch.Patience patience) {
        return new SchemaSwitch(database.dataSource(), new CountDownLatch(1), patience);
    }

    /** Returns when it waits for a lock. */
    private Future<Boolean> begin() {
        var exchanged = CompletableFuture.supplyAsync(() -> {
            try {
                return exchange(SchemaSwitch.Patience.USUAL).exchange();
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(10, SECONDS)
                .until(() -> database.rows("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                + " and datname = current_database()")
                        .contains("1"));
        return exchanged;
    }

    private static void lock(Connection connection, int partition) throws SQLException {
        execute(
                connection,
                "select 1 from query.checkpoint where partition = %d for update nowait".formatted(partition));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
