package dev.millrace.command;

import dev.millrace.command.intake.CommandController;
import dev.millrace.command.intake.IntakeSettings;
import dev.millrace.command.jsonschema.RowValidation;
import dev.millrace.command.jsonschema.SchemaCheck;
import dev.millrace.command.organization.OrganizationExists;
import dev.millrace.command.processing.CommandStreams;
import dev.millrace.command.processing.EntityRuntime;
import dev.millrace.command.processing.EntityScan;
import dev.millrace.command.processing.ProcessingSettings;
import dev.millrace.command.processing.StreamsReadiness;
import dev.millrace.platform.command.CommandDoor;
import dev.millrace.platform.command.Deadlines;
import dev.millrace.platform.command.PendingOutcomes;
import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.BrokerTimeouts;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.ProvisionedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All of command-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ProcessingSettings.class, IntakeSettings.class})
public class CommandServiceConfiguration {

    /** It warns of every refusal, which here is an answer like any other. */
    private static final String AXON_HANDLERS =
            "org.axonframework.messaging.core.annotation.MethodInvokingMessageHandlingMember";

    /** Refuses to start if a command or event of the catalogue has nobody to handle it. */
    @Bean
    EntityRuntime entityRuntime(ObjectProvider<LoggingSystem> logging) {
        logging.ifAvailable(system -> system.setLogLevel(AXON_HANDLERS, LogLevel.ERROR));
        return new EntityRuntime(
                EntityScan.in("dev.millrace.command"),
                List.of(new OrganizationExists(), new SchemaCheck(), new RowValidation()));
    }

    @Bean
    CommandStreams commandStreams(
            ProcessingSettings settings,
            KafkaConnection kafka,
            ProvisionedTopics topics,
            BrokerTimeouts brokers,
            InstanceId instance,
            EntityRuntime runtime,
            PendingOutcomes pending,
            MeterRegistry registry) {
        return new CommandStreams(settings, kafka, topics, brokers, instance, runtime, pending, registry);
    }

    @Bean
    CommandController commandController(
            CommandDoor door, IntakeSettings settings, Deadlines deadlines, MeterRegistry registry) {
        return new CommandController(door, settings, deadlines, registry);
    }

    @Bean
    ReadinessCheck commandReadiness(CommandStreams streams) {
        return new StreamsReadiness(streams);
    }
}
