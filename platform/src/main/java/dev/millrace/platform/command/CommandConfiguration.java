package dev.millrace.platform.command;

import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.ProvisionedTopics;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The door for commands, and the way back of their outcomes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CommandLimits.class, EncryptionKeys.class})
public class CommandConfiguration {

    /** At 2,000 commands a second half as many requests to Kafka; at 200 a second it lets one command in three wait, 1 ms on average. */
    private static final Duration GATHER = Duration.ofMillis(2);

    /** For commands, and whatever else a service writes outside the processor; closing it sends what is buffered. */
    @Bean(destroyMethod = "close")
    public Producer<byte[], byte[]> kafkaProducer(
            KafkaConnection connection, InstanceId instance, ProvisionedTopics topics) {
        return new KafkaProducer<>(connection.producer("millrace-" + instance));
    }

    @Bean
    public CommandLog commandLog(Producer<byte[], byte[]> producer) {
        return new CommandLog(producer, GATHER);
    }

    @Bean
    public Deadlines deadlines() {
        return new Deadlines();
    }

    @Bean
    public PendingOutcomes pendingOutcomes(Deadlines deadlines) {
        return new PendingOutcomes(deadlines);
    }

    @Bean
    public ReplyAddress replyAddress(InstanceId instance) {
        return ReplyAddress.of(instance);
    }

    @Bean
    public Secrets secrets(EncryptionKeys keys) {
        return new Secrets(keys);
    }

    @Bean
    public CommandDoor commandDoor(
            CommandLimits limits, CommandLog log, PendingOutcomes pending, ReplyAddress address, Secrets secrets) {
        return new CommandDoor(limits, log, pending, address, secrets, Clock.systemUTC());
    }

    @Bean
    public OutcomeListener outcomeListener(
            KafkaConnection connection,
            InstanceId instance,
            PendingOutcomes pending,
            ReplyAddress address,
            ProvisionedTopics topics) {
        return new OutcomeListener(
                () -> new KafkaConsumer<>(connection.consumer("millrace-outcomes-" + instance)), pending, address);
    }

    @Bean
    ReadinessCheck doorReadiness(CommandLog log, OutcomeListener outcomes, Deadlines deadlines) {
        return new DoorReadiness(log, outcomes, deadlines);
    }
}
