package dev.millrace.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.platform.database.DatabaseConnection;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.security.SecuritySettings;
import dev.millrace.platform.telemetry.LogSettings;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class ConfigurationCheckTest {

    @Test
    void namesEverythingThatIsWrong(CapturedOutput output) {
        // when
        var failure = catchThrowableOfType(
                InvalidConfiguration.class,
                () -> start(
                        Map.of(),
                        "millrace.kafka.partitions=many",
                        "millrace.kafka.replication-factor=12",
                        "millrace.database.url=jdbc:postgresql://localhost/x",
                        "millrace.database.idle-timeout=soon",
                        "millrace.database.connect-timeout=later",
                        "millrace.security.clock-skew=1h",
                        "millrace.log.format=xml",
                        "millrace.kafka.bootstrap-server=localhost:9092"));
        // then
        assertThat(failure.problems())
                .hasSize(9)
                .anySatisfy(it -> assertThat(it).contains("millrace.kafka.bootstrap-servers", "not set"))
                .anySatisfy(it -> assertThat(it).contains("millrace.kafka.partitions", "'many'"))
                .anySatisfy(it -> assertThat(it).contains("millrace.kafka.replication-factor", "'12'"))
                .anySatisfy(it -> assertThat(it).contains("millrace.database.username"))
                .anySatisfy(it -> assertThat(it).contains("millrace.database.idle-timeout", "'soon'"))
                .anySatisfy(it -> assertThat(it).contains("millrace.database.connect-timeout", "'later'"))
                .anySatisfy(it -> assertThat(it).contains("millrace.security.issuer"))
                .anySatisfy(it -> assertThat(it).contains("millrace.security.clock-skew"))
                .anySatisfy(it -> assertThat(it).contains("millrace.log.format", "'xml'"));
        assertThat(failure.hints())
                .containsExactly("millrace.kafka.bootstrap-server is no property of this process;"
                        + " the nearest is millrace.kafka.bootstrap-servers");
        assertThat(output).contains("The configuration is wrong in 9 places").doesNotContain("\tat ");
    }

    @Test
    void namesAddressesThatAreNone() {
        // when
        var failure = catchThrowableOfType(
                InvalidConfiguration.class,
                () -> start(
                        Map.of(),
                        "millrace.kafka.bootstrap-servers=nowhere",
                        "millrace.database.url=jdbc:mysql://localhost/x",
                        "millrace.database.username=anna",
                        "millrace.security.issuer=issuer",
                        "millrace.security.jwks-uri=file:/keys"));
        // then
        assertThat(failure.problems())
                .hasSize(4)
                .anySatisfy(it -> assertThat(it).contains("bootstrap-servers must be host:port", "'nowhere'"))
                .anySatisfy(it -> assertThat(it).contains("url must begin with jdbc:postgresql:"))
                .anySatisfy(it -> assertThat(it).contains("issuer must be an address", "'issuer'"))
                .anySatisfy(it -> assertThat(it).contains("jwks-uri must be an address", "'file:/keys'"));
    }

    @Test
    void startsWithRightConfigurationAndWarnsOfSlips(CapturedOutput output) {
        // when
        try (var context = start(
                Map.of(
                        "MILLRACE_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092",
                        "MILLRACE_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL",
                        "MILLRACE_DATABASE_USER", "anna",
                        "MILLRACE_DATABASE_USERNAME", "anna",
                        "MILLRACE_DATABASE_URL", "jdbc:postgresql://localhost/x",
                        "MILLRACE_WEB_CORSORIGINS_0", "*"),
                "millrace.security.issuer=https://issuer.example",
                "millrace.web.corsOrigins[0]=x")) {
            // then
            assertThat(context.getBean(KafkaConnection.class).bootstrapServers())
                    .isEqualTo("localhost:9092");
        }
        assertThat(output)
                .contains(
                        "MILLRACE_DATABASE_USER is no property of this process; the nearest is MILLRACE_DATABASE_USERNAME")
                .doesNotContain("KAFKA_PROPERTIES", "CORS", "corsOrigins");
    }

    @Test
    void keepsSecretsToItself() {
        // when
        var failure = catchThrowableOfType(
                InvalidConfiguration.class, () -> start(Map.of(), "millrace.database.password=Hidden"));
        // then
        assertThat(failure.getMessage()).doesNotContain("Hidden");
    }

    private static ConfigurableApplicationContext start(Map<String, Object> variables, String... properties) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return new SpringApplicationBuilder(Records.class)
                .environment(environment)
                .web(WebApplicationType.NONE)
                .run(Arrays.stream(properties).map("--"::concat).toArray(String[]::new));
    }

    @SpringBootConfiguration
    @EnableConfigurationProperties({
        KafkaConnection.class,
        DatabaseConnection.class,
        SecuritySettings.class,
        LogSettings.class
    })
    static class Records {}
}
