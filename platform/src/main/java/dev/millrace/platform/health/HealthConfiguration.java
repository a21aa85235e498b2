package dev.millrace.platform.health;

import dev.millrace.platform.instance.InstanceId;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health endpoints. A process without a database or without Kafka is not asked for it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BuildInfo.class)
public class HealthConfiguration {

    static final String DATABASE = "database";
    static final String KAFKA = "kafka";

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    @Bean
    HealthController healthController(
            InstanceId instance,
            BuildInfo build,
            ObjectProvider<DataSource> dataSource,
            ObjectProvider<Admin> kafka,
            ObjectProvider<ReadinessCheck> checks,
            PrometheusMeterRegistry registry) {
        var probes = new ArrayList<Probe>();
        var database = Optional.ofNullable(dataSource.getIfAvailable())
                .map(DatabaseProbe::new)
                .orElse(null);
        if (database != null) {
            probes.add(new Probe(DATABASE, database, DEADLINE));
        }
        kafka.ifAvailable(admin ->
                probes.add(new Probe(KAFKA, new KafkaProbe(admin, (int) DEADLINE.toMillis()), DEADLINE)));
        checks.orderedStream().forEach(check -> probes.add(probe(check)));
        return new HealthController(new Health(instance, build, probes, database), registry);
    }

    private static Probe probe(ReadinessCheck check) {
        return new Probe(check.name(), () -> new Finding(check.problem().orElse(null), Map.of()), DEADLINE);
    }
}
