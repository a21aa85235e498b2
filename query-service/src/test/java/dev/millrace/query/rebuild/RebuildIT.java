package dev.millrace.query.rebuild;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.projection.ProjectionRunner;
import dev.millrace.platform.projection.ProjectionSettings;
import dev.millrace.platform.projection.RecordProjection;
import dev.millrace.query.TestDatabase;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.schemas.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
            dataSource.setJdbcUrl(DATABASE.dataSource().getJdbcUrl());
            dataSource.setUsername(DATABASE.dataSource().getUsername());
            dataSource.setPassword(DATABASE.dataSource().getPassword());
            dataSource.setConnectionInitSql("set search_path = faulty, pg_catalog");
            // when
            assertThatThrownBy(rebuild(dataSource)::begin).isInstanceOf(SQLException.class);
            // then
            assertThat(dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    void failsWhenAProjectionDies() throws SQLException, ExecutionException, InterruptedException {
        // given
        var kafka = new KafkaConnection(SharedInfrastructure.kafka().bootstrapServers(), 1, (short) 1, Map.of());
        var topic = new Topic("rebuild-" + UUID.randomUUID(), null);
        try (var admin = Admin.create(kafka.client("test-admin"))) {
            admin.createTopics(List.of(new NewTopic(topic.name(), 1, (short) 1)))
                    .all()
                    .get();
        }
        var rebuild = rebuild(
                DATABASE.dataSource(),
                schema -> ProjectionRunner.rebuilding(
                        kafka,
                        DATABASE.dataSource(),
                        new InstanceId("a"),
                        ProjectionSettings.defaults(),
                        schema.name(),
                        List.of(new Dying(topic))));
        // when
        assertThat(rebuild.begin()).isTrue();
        // then
        await().atMost(30, SECONDS).until(() -> rebuild.state() == Rebuild.State.FAILED);
    }

    /** Dies as soon as it knows where to read. */
    private record Dying(Topic topic) implements RecordProjection {

        @Override
        public String name() {
            return topic.name();
        }

        @Override
        public void apply(List<ConsumerRecord<byte[], byte[]>> batch, Connection connection) {}

        @Override
        public void positioned() {
            throw new AssertionError("made up");
        }
    }

    private static Rebuild rebuild(DataSource dataSource) {
        return rebuild(dataSource, _ -> {
            throw new IllegalStateException("made up");
        });
    }

    private static Rebuild rebuild(DataSource dataSource, Function<QuerySchema, ProjectionRunner> runners) {
        return new Rebuild(dataSource, DATABASE.migration(), runners, (_, _) -> true);
    }
}
