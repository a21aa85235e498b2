package dev.millrace.platform;

import dev.millrace.platform.command.CommandConfiguration;
import dev.millrace.platform.database.DatabaseConfiguration;
import dev.millrace.platform.health.HealthConfiguration;
import dev.millrace.platform.kafka.KafkaConfiguration;
import dev.millrace.platform.security.SecurityConfiguration;
import dev.millrace.platform.telemetry.TelemetryConfiguration;
import dev.millrace.platform.web.WebConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans that every service shares. A process imports it once, whether it runs one service or all. */
@Configuration(proxyBeanMethods = false)
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
