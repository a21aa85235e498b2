package dev.millrace.platform.projection;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.database.Transactions;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class ProjectionRunnerIT {

    private static final int PARTITIONS = 4;
    private static final ProjectionSettings SETTINGS = new ProjectionSettings(
            50,
            DataSize.ofMegabytes(8),
            PARTITIONS + 2,
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(10));

    private final KafkaConnection kafka =
            new KafkaConnection(SharedInfrastructure.kafka().bootstrapServers(), PARTITIONS, (short) 1, Map.of());
    private final Topic topic = new Topic("runner-" + UUID.randomUUID(), null);
    private final FaultyProjection projection = new FaultyProjection(topic);
    private final HikariDataSource dataSource = new HikariDataSource();
    private final List<ProjectionRunner> runners = new ArrayList<>();

    @BeforeEach
    void prepare() throws ExecutionException, InterruptedException {
        var postgres = SharedInfrastructure.postgres();
        dataSource.setJdbcUrl(SharedInfrastructure.newDatabase());
        dataSource.setUsername(postgres.username());
        dataSource.setPassword(postgres.password());
        execute("create schema test");
        execute(
                "create table test.seen (partition int, record_offset bigint, value text, primary key (partition, record_offset))");
        try (var admin = Admin.create(kafka.client("test-admin"))) {
            admin.createTopics(List.of(new NewTopic(topic.name(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        runners.forEach(ProjectionRunner::stop);
        dataSource.close();
    }

    @Test
    void appliesEachRecordOnceThoughTransactionsBreakDown() {
        // given
        produce(0, 1_000);
        projection.breakDown(15);
        // when
        start("a");
        // then
        await().atMost(30, SECONDS).until(() -> count("seen") == 1_000);
        assertThat(count("parked")).isZero();
        assertThat(count("(select distinct value from test.seen) as values")).isEqualTo(1_000);
    }

    @Test
    void sharesPartitionsWithASecondNodeAndTakesThemBack() {
        // given
        produce(0, 500);
        var first = start("a");
        start("b");
        produce(500, 500);
        await().atMost(30, SECONDS).until(() -> count("seen") == 1_000);
        // when
        first.stop();
        produce(1_000, 500);
        // then
        await().atMost(60, SECONDS).until(() -> count("seen") == 1_500);
    }

    @Test
    void parksWhatCannotBeAppliedAndGoesOn() throws SQLException {
        // given
        projection.refuse("v-7");
        projection.refuse("v-130");
        produce(0, 200);
        // when
        var runner = start("a");
        // then
        await().atMost(30, SECONDS).until(() -> count("seen") == 198 && count("parked") == 2);
        var parked = runner.parked(projection.name(), 10);
        assertThat(parked).extracting(Parked::organization).containsOnly("acme-7", "acme-130");
        assertThat(parked.getFirst().cause()).contains("IllegalStateException").doesNotContain("v-7", "v-130");
    }

    @Test
    void appliesParkedRecordsOnRequest() throws SQLException {
        // given
        projection.refuse("v-3");
        produce(0, 10);
        var runner = start("a");
        await().atMost(30, SECONDS).until(() -> count("parked") == 1 && count("seen") == 9);
        assertThat(runner.retryParked(projection.name(), 10)).isZero();
        projection.allowAll();
        // when
        int applied = runner.retryParked(projection.name(), 10);
        // then
        assertThat(applied).isEqualTo(1);
        assertThat(count("seen")).isEqualTo(10);
        assertThat(count("parked")).isZero();
    }

    @Test
    void looksForItsPositionAgainWhenSomebodyElseHasMovedIt() {
        // given
        produce(0, 100);
        start("a");
        await().atMost(30, SECONDS).until(() -> count("seen") == 100);
        // when: everything is to be applied again, behind the runner's back
        execute("truncate test.seen; update test.checkpoint set next_offset = 0");
        produce(100, 100);
        // then
        await().atMost(30, SECONDS).until(() -> count("seen") == 200);
    }

    @Test
    void changesNothingFromAPositionThatIsNotTheLast() throws SQLException {
        // given
        var tables = new ProjectionTables("test");
        var transactions = new Transactions(dataSource);
        var partition = new TopicPartition(topic.name(), 0);
        transactions.run(connection -> {
            tables.create(connection);
            return tables.positions(connection, projection.name(), List.of(partition));
        });
        transactions.run(connection -> {
            tables.advance(connection, projection.name(), List.of(batch(partition, 4)));
            return 5;
        });
        // then
        assertThatThrownBy(() -> transactions.run(connection -> {
                    tables.advance(connection, projection.name(), List.of(batch(partition, 5)));
                    return 6;
                }))
                .isInstanceOf(Fenced.class);
        assertThat(count("checkpoint where next_offset = 5")).isEqualTo(1);
    }

    @Test
    void reportsThatItHasCaughtUp() {
        // given
        produce(0, 20);
        var runner = start("a");
        // then
        await().atMost(30, SECONDS).until(runner::caughtUp);
        assertThat(count("seen")).isEqualTo(20);
        assertThat(runner.states().getFirst().lag()).isZero();
        assertThat(runner.states().getFirst().trouble()).isNull();
    }

    @Test
    void saysThatAProjectionHasDied() {
        // given
        var runner = start("a");
        await().atMost(30, SECONDS).until(runner::caughtUp);
        projection.die();
        // when
        produce(0, 1);
        // then
        await().atMost(30, SECONDS).until(() -> !runner.states().getFirst().alive());
        assertThat(runner.states().getFirst().trouble()).contains("AssertionError");
    }

    @Test
    void readsEverythingOnceWithMoreThreadsThanThereArePartitions() {
        // given
        produce(0, 1_000);
        // when
        var runner = run(ProjectionRunner.rebuilding(
                kafka, dataSource, new InstanceId("a"), SETTINGS, "test", List.of(projection)));
        // then
        await().atMost(30, SECONDS).until(runner::caughtUp);
        assertThat(count("seen")).isEqualTo(1_000);
        assertThat(runner.states())
                .hasSize(SETTINGS.rebuildThreads())
                .allSatisfy(state -> assertThat(state.checkpoints()).hasSizeLessThan(2));
    }

    @Test
    void movesItsPositionToWhereAnEmptiedTopicBegins() throws ExecutionException, InterruptedException {
        // given
        produce(0, 100);
        var ends = forgetEverything();
        // when
        var runner = run(ProjectionRunner.rebuilding(
                kafka, dataSource, new InstanceId("a"), SETTINGS, "test", List.of(projection)));
        // then
        await().atMost(30, SECONDS).until(runner::caughtUp);
        assertThat(count("seen")).isZero();
        ends.forEach((partition, end) -> assertThat(
                        count("checkpoint where partition = %d and next_offset = %d".formatted(partition, end)))
                .as("partition %d at %d", partition, end)
                .isEqualTo(1));
    }

    /** What retention does in time. */
    private Map<Integer, Long> forgetEverything() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(kafka.client("test-admin"))) {
            var all = IntStream.range(0, PARTITIONS)
                    .boxed()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic.name(), partition),
                            _ -> RecordsToDelete.beforeOffset(-1))); // -1: up to the end
            var deleted = new HashMap<Integer, Long>();
            for (var partition : admin.deleteRecords(all).lowWatermarks().entrySet()) {
                deleted.put(
                        partition.getKey().partition(),
                        partition.getValue().get().lowWatermark());
            }
            return deleted;
        }
    }

    /** From where nobody has applied anything to just after this record. */
    private static PartitionBatch batch(TopicPartition partition, long offset) {
        var record = new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[0]);
        return new PartitionBatch(partition, 0, List.of(record));
    }

    private ProjectionRunner start(String instance) {
        return run(new ProjectionRunner(
                kafka, dataSource, new InstanceId(instance), SETTINGS, "test", List.of(projection)));
    }

    private ProjectionRunner run(ProjectionRunner runner) {
        runners.add(runner);
        runner.start();
        return runner;
    }

    private void produce(int from, int count) {
        try (var producer = new KafkaProducer<byte[], byte[]>(kafka.producer("test"))) {
            IntStream.range(from, from + count).forEach(i -> {
                var _ = producer.send(new ProducerRecord<>(topic.name(), bytes("acme-" + i), bytes("v-" + i)));
            });
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void execute(String sql) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** 0 also while there is no such table. */
    private int count(String what) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from " + (what.startsWith("(") ? what : "test." + what))) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            return 0;
        }
    }
}
