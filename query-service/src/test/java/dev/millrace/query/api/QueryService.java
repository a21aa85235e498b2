package dev.millrace.query.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.json.EventJson;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.query.EventFixtures;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationCreated;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableEvent.TableDefined;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running query-service over the shared broker and a database, with a producer beside it. */
final class QueryService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Producer<byte[], byte[]> producer;
    private final List<Api> clients = new ArrayList<>();

    private QueryService(ConfigurableApplicationContext context) {
        this.context = context;
        this.producer =
                new KafkaProducer<>(context.getBean(KafkaConnection.class).producer("test-" + UUID.randomUUID()));
    }

    static Map<String, String> infrastructure() {
        return SharedInfrastructure.properties();
    }

    static QueryService start(Map<String, String> infrastructure, String... properties) {
        var all = new LinkedHashMap<String, Object>(infrastructure);
        all.put("server.port", "0");
        all.put("millrace.security.issuer", TestTokens.ISSUER);
        all.put("millrace.encryption.key", "A".repeat(43) + "=");
        all.put("millrace.instance.id", "test-" + UUID.randomUUID());
        var arguments = new ArrayList<String>();
        all.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        Arrays.stream(properties).forEach(property -> arguments.add("--" + property));
        return new QueryService(
                new SpringApplicationBuilder(QueryTestApplication.class).run(arguments.toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    TestTokens tokens() {
        return bean(TestTokens.class);
    }

    Api api(String... organizations) {
        return apiWith(tokens().token(organizations));
    }

    Api apiWith(String token) {
        var port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        var api = new Api(port, token);
        clients.add(api);
        return api;
    }

    /** Sends the events, as command-service would. */
    void happen(EventFixtures organization, DomainEvent... events) {
        for (var event : events) {
            send(EventFixtures.produced(organization.next(event)));
        }
        producer.flush();
    }

    /** As many rows without data, called by their number from 0. */
    void writeRows(EventFixtures organization, int count) {
        for (int i = 0; i < count; i++) {
            send(EventFixtures.produced(organization.next(
                    new RowWritten(EventFixtures.ISSUES, new RowId(Integer.toString(i)), EventFixtures.json("{}")))));
        }
        producer.flush();
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        var _ = producer.send(record);
    }

    void execute(String sql) {
        try (var connection = bean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A hash over every row of a table. */
    String digest(String table) {
        return value("select md5(string_agg(t::text, '|' order by t::text)) from query." + table + " t");
    }

    long count(String sql) {
        return Long.parseLong(value(sql));
    }

    /** Sends the organization's next event and projects it behind the back of the runner, as a rebuild does while it holds the checkpoints. */
    void projectElsewhere(EventRecord event) throws SQLException {
        try (var connection = bean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from query.checkpoint order by projection, partition for update");
            send(EventFixtures.produced(event));
            flush();
            try (var insert = connection.prepareStatement("insert into query.event values (?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, event.organization().value());
                insert.setLong(2, event.sequence());
                insert.setString(3, event.type());
                insert.setString(4, event.subject().path());
                insert.setObject(5, event.commandId().value());
                insert.setString(6, new String(EventJson.write(event), StandardCharsets.UTF_8));
                insert.executeUpdate();
            }
            statement.execute("update query.head set sequence = %d where organization = '%s'"
                    .formatted(event.sequence(), event.organization()));
            statement.execute("""
                    update query.checkpoint c set next_offset = next_offset + 1 from query.head h
                    where (h.projection, h.partition, h.organization) = (c.projection, c.partition, '%s')
                    """.formatted(event.organization()));
            connection.commit();
        }
    }

    /** Removes every record of a topic, as retention does in time. */
    void forget(Topic topic) {
        var all = IntStream.range(0, Topics.DEFAULT_PARTITIONS)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic.name(), partition),
                        _ -> RecordsToDelete.beforeOffset(-1))); // -1: up to the end
        assertThat(bean(Admin.class).deleteRecords(all).all().toCompletionStage())
                .succeedsWithin(Duration.ofSeconds(20));
    }

    /** Builds the read side anew; returns when the new one is in use and the old one is gone. */
    void rebuild() {
        execute("create table query.marker (n int)"); // a rebuilt schema has no such thing
        assertThat(api("*").post("/v1/admin/projections/query:rebuild").status())
                .isEqualTo(202);
        await().atMost(60, SECONDS).until(() -> !Set.of("building", "switching").contains(rebuildState()));
        assertThat(rebuildState()).isEqualTo("idle");
        assertThat(exists("query.marker")).isFalse();
    }

    private String rebuildState() {
        return api("*").get("/v1/admin/projections").json().path("rebuild").asString();
    }

    private String value(String sql) {
        try (var connection = bean(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean exists(String table) {
        return count("select count(*) where to_regclass('" + table + "') is not null") == 1;
    }

    void flush() {
        producer.flush();
    }

    static EventFixtures newOrganization() {
        return new EventFixtures(new OrganizationId("o-" + UUID.randomUUID()));
    }

    /** Two events: the organization, and a table of any objects. */
    EventFixtures newOrganizationWithIssues() {
        var organization = newOrganization();
        happen(
                organization,
                new OrganizationCreated("Acme"),
                new TableDefined(EventFixtures.ISSUES, "Issues", EventFixtures.json("{\"type\":\"object\"}")));
        return organization;
    }

    @Override
    public void close() {
        clients.forEach(Api::close);
        producer.close();
        context.close();
    }
}
