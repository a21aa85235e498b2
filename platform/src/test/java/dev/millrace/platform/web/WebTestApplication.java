package dev.millrace.platform.web;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.millrace.platform.health.HealthConfiguration;
import dev.millrace.platform.security.SecurityConfiguration;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.platform.telemetry.TelemetryConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A process with the platform's HTTP side and a controller that fails in every way. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        exclude = {
            DataSourceAutoConfiguration.class,
            KafkaAutoConfiguration.class,
            KafkaMetricsAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            LogbackMetricsAutoConfiguration.class
        })
@Import({WebConfiguration.class, SecurityConfiguration.class, TelemetryConfiguration.class, HealthConfiguration.class})
class WebTestApplication {

    /** Start it with these. */
    static final String ISSUER = "millrace.security.issuer=" + TestTokens.ISSUER;

    @Bean
    TestTokens testTokens() {
        return new TestTokens();
    }

    @Bean
    JWKSource<SecurityContext> keys(TestTokens tokens) {
        return tokens.keys();
    }

    @Bean
    FailingController failingController() {
        return new FailingController();
    }
}
