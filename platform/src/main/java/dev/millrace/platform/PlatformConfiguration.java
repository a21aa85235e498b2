package dev.millrace.platform;

import dev.millrace.platform.command.CommandConfiguration;
import dev.millrace.platform.database.DatabaseConfiguration;
import dev.millrace.platform.health.HealthConfiguration;
import dev.millrace.platform.kafka.KafkaConfiguration;
import dev.millrace.platform.security.SecurityConfiguration;
import dev.millrace.platform.telemetry.TelemetryConfiguration;
import dev.millrace.platform.web.WebConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The beans that every service shares. A process imports it once, whether it runs one service or all.
 *
 * <p>What Boot would configure beside our own is excluded here for every process: exclusions of all {@code @EnableAutoConfiguration} of a context add up.
 * Boot's data source needs no exclusion, it steps back by itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            KafkaAutoConfiguration.class,
            KafkaMetricsAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            LogbackMetricsAutoConfiguration.class,
        })
@Import({
    KafkaConfiguration.class,
    DatabaseConfiguration.class,
    CommandConfiguration.class,
    WebConfiguration.class,
    SecurityConfiguration.class,
    TelemetryConfiguration.class,
    HealthConfiguration.class
})
public class PlatformConfiguration {}
