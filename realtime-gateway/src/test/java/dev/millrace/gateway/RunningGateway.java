package dev.millrace.gateway;

import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.kafka.KafkaConfiguration;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.schemas.Topics;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;

/** The gateway as a process with a real broker, once for all integration tests. Each test uses an organization of its own. */
final class RunningGateway implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final TestTokens TOKENS = new TestTokens();
    static final HistoryServer HISTORY = new HistoryServer();

    /** Has 1,200 events that the node never saw in Kafka. */
    static final String OLD = "gateway-old";

    static final KafkaConnection KAFKA =
            new KafkaConnection(SharedInfrastructure.kafka().bootstrapServers(), 8, (short) 1, Map.of());
    static final EventWriter EVENTS = new EventWriter(KAFKA, HISTORY);
    private static final AtomicInteger ORGANIZATIONS = new AtomicInteger();
    private static final AtomicBoolean OLD_EVENTS_ARE_MISSING = new AtomicBoolean(true);

    /** Put on a test that wants it. */
    @Retention(RetentionPolicy.RUNTIME)
    @SpringBootTest(
            classes = {RealtimeGatewayApplication.class, Provider.class},
            webEnvironment = WebEnvironment.RANDOM_PORT)
    @ContextConfiguration(initializers = RunningGateway.class)
    @TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
    @interface Needed {}

    @TestConfiguration(proxyBeanMethods = false)
    static class Provider {
        @Bean
        JWKSource<SecurityContext> keys() {
            return TOKENS.keys();
        }
    }

    static String newOrganization() {
        return "gateway-" + ORGANIZATIONS.incrementAndGet();
    }

    static void awaitReady(List<ReadinessCheck> readiness) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        readiness.stream().allMatch(check -> check.problem().isEmpty()));
    }

    static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var properties = new HashMap<>(SharedInfrastructure.properties());
        if (OLD_EVENTS_ARE_MISSING.getAndSet(false)) {
            writeOldEvents();
        }
        properties.put("millrace.security.issuer", TestTokens.ISSUER);
        properties.put("millrace.encryption.key", Base64.getEncoder().encodeToString(new byte[32]));
        properties.put("millrace.gateway.port", "0");
        properties.put("millrace.gateway.host", "127.0.0.1");
        properties.put("millrace.gateway.query-url", HISTORY.url());
        properties.put("millrace.gateway.allowed-origins", "https://app.example");
        properties.put("millrace.gateway.replay-buffer", "2MB");
        properties.put("millrace.gateway.send-queue", "512KB");
        properties.put("millrace.gateway.auth-timeout", "2s");
        properties.put("millrace.gateway.expiry-grace", "500ms");
        properties.put("millrace.gateway.future-wait", "1s");
        properties.put("millrace.gateway.close-timeout", "20s");
        properties.put("millrace.gateway.command-timeout", "3s");
        TestPropertyValues.of(properties).applyTo(context);
    }

    /** Events that the projection has committed before the node starts: it never sees them in Kafka. */
    private static void writeOldEvents() {
        try (var admin = Admin.create(KAFKA.client("test-admin"))) {
            var _ = new KafkaConfiguration().provisionedTopics(admin, KAFKA);
            EVENTS.append(OLD, "table/a/row/1", 1200);
            var ends = new HashMap<TopicPartition, OffsetSpec>();
            for (int partition = 0; partition < 8; partition++) {
                ends.put(new TopicPartition(Topics.EVENTS.name(), partition), OffsetSpec.latest());
            }
            var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
            admin.listOffsets(ends)
                    .all()
                    .get()
                    .forEach((partition, end) -> committed.put(partition, new OffsetAndMetadata(end.offset())));
            admin.alterConsumerGroupOffsets(Topics.EVENT_LOG_GROUP, committed)
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Expected a broker that takes offsets", e);
        }
    }
}
