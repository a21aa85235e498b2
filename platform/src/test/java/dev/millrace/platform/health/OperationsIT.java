package dev.millrace.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.PlatformConfiguration;
import dev.millrace.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Probes of a process on a real broker and database, and of one whose database is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsIT {

    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/none";

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext whole;
    private ConfigurableApplicationContext broken;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(PlatformConfiguration.class)
    static class Application {

        @Bean
        Projection projection() {
            return new Projection(new AtomicReference<>());
        }
    }

    /** Stands for a projection that is behind, or not. */
    record Projection(AtomicReference<@Nullable String> behind) implements ReadinessCheck {

        @Override
        public String name() {
            return "projection";
        }

        @Override
        public Optional<String> problem() {
            return Optional.ofNullable(behind.get());
        }
    }

    @BeforeAll
    void start() {
        whole = run();
        broken = run("--millrace.database.url=" + NOWHERE);
    }

    @AfterAll
    void stop() {
        whole.close();
        broken.close();
        http.close();
    }

    @Test
    void reportsStatusInPublishedShape() throws Exception {
        for (var context : List.of(whole, broken)) {
            // when
            var report = get(context, "/health/status");
            // then
            assertThat(report.statusCode()).isEqualTo(200);
            assertThat(violations(report.body())).isEmpty();
        }
        var status = Json.MAPPER.readTree(get(whole, "/health/status").body());
        assertThat(status.path("status").asString()).isEqualTo("up");
        assertThat(status.at("/database/pool/total").asInt()).isPositive();
        assertThat(status.at("/kafka/brokers").asInt()).isPositive();
    }

    @Test
    void isReadyUntilSomethingIsMissing() throws Exception {
        // given
        var behind = whole.getBean(Projection.class).behind();
        assertThat(get(whole, "/ready").statusCode()).isEqualTo(200);
        // when
        behind.set("is 7 events behind");
        // then
        var answer = await(whole, 503);
        assertThat(answer.body()).contains("\"projection\":\"is 7 events behind\"");
        behind.set(null);
        assertThat(await(whole, 200).body()).contains("\"missing\":{}");
    }

    @Test
    void livesWithoutDatabaseButIsNotReady() throws Exception {
        // when
        long started = System.nanoTime();
        var ready = get(broken, "/ready");
        // then
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"database\":").doesNotContain("\"kafka\":", "127.0.0.1");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
        assertThat(get(broken, "/live").statusCode()).isEqualTo(200);
        assertThat(get(broken, "/health").statusCode()).isEqualTo(200);
    }

    @Test
    void exposesMetricsOfPoolAndProcessPerInstance() throws Exception {
        // given
        get(whole, "/ready");
        // when
        var metrics = get(whole, "/metrics");
        // then
        assertThat(metrics.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(metrics.body())
                .contains("hikaricp_connections_pending{", "jvm_memory_used_bytes{", "process_uptime_seconds{")
                .contains("instance=\"operations\"")
                .containsPattern("logback_events_total\\{.*level=\"warn\"")
                .doesNotContain("spring_security");
    }

    @Test
    void asksNobodyWhetherWhatIsSwitchedOffMayBeLogged() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(context.getTurboFilterList()).isEmpty();
    }

    private HttpResponse<String> await(ConfigurableApplicationContext context, int status) throws Exception {
        var answer = get(context, "/ready");
        for (long until = System.nanoTime() + 10_000_000_000L;
                answer.statusCode() != status && System.nanoTime() < until; ) {
            answer = get(context, "/ready");
        }
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer;
    }

    private HttpResponse<String> get(ConfigurableApplicationContext context, String path)
            throws IOException, InterruptedException {
        var port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static List<?> violations(String report) throws IOException {
        try (var schema = OperationsIT.class.getResourceAsStream("/api/health-status.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(schema))
                    .validate(report, InputFormat.JSON);
        }
    }

    private static ConfigurableApplicationContext run(String... more) {
        var arguments = new ArrayList<String>();
        SharedInfrastructure.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--server.port=0");
        arguments.add("--millrace.instance.id=operations");
        arguments.add("--millrace.encryption.key=" + "A".repeat(43) + "=");
        arguments.add("--millrace.security.issuer=http://localhost:1");
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(Application.class).run(arguments.toArray(String[]::new));
    }
}
