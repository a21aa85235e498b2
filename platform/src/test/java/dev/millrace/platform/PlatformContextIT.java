package dev.millrace.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.platform.command.CommandDoor;
import dev.millrace.platform.command.Origin;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.ProvisionedTopics;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The platform as each service's main class composes it, on a real broker and database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlatformContextIT {

    private static final OrganizationId ACME = new OrganizationId("platform-context");

    private ConfigurableApplicationContext context;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(PlatformConfiguration.class)
    static class Application {}

    @BeforeAll
    void start() {
        var arguments = new java.util.ArrayList<String>();
        SharedInfrastructure.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.add("--server.port=0");
        arguments.add("--millrace.encryption.key=" + "A".repeat(43) + "=");
        arguments.add("--millrace.security.issuer=http://localhost:1");
        context = new SpringApplicationBuilder(Application.class).run(arguments.toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void hasOneOfEachAndNothingOfBootsBesideIt() {
        assertThat(context.getBeansOfType(DataSource.class).values())
                .hasOnlyElementsOfType(HikariDataSource.class)
                .hasSize(1);
        assertThat(context.getBeansOfType(Producer.class)).hasSize(1);
        assertThat(context.getBeansOfType(org.springframework.kafka.core.KafkaAdmin.class))
                .isEmpty();
        assertThat(context.getBeansOfType(org.springframework.kafka.core.KafkaTemplate.class))
                .isEmpty();
        assertThat(context.getBeansOfType(org.flywaydb.core.Flyway.class)).isEmpty();
        assertThat(context.getBean(ProvisionedTopics.class).partitions()).isEqualTo(Topics.DEFAULT_PARTITIONS);
    }

    @Test
    void bringsTheOutcomeOfACommandBackFromTheTopic() throws Exception {
        // given
        var door = context.getBean(CommandDoor.class);
        var body = "{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"}}".getBytes(StandardCharsets.UTF_8);
        // when
        var submission = door.submit(ACME, door.parse(body), new Origin("ann", "/http", null, null, true));
        submission.appended().get(10, TimeUnit.SECONDS);
        var outcome = new Outcome.Accepted(submission.id(), 1, 1, List.of());
        answer(outcome, replyTo(submission.id().toString()));
        // then
        assertThat(submission.outcome().get(10, TimeUnit.SECONDS)).isEqualTo(outcome);
    }

    /** What the processor would read from the command's record. */
    private String replyTo(String id) {
        var connection = context.getBean(dev.millrace.platform.kafka.KafkaConnection.class);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(connection.consumer("test"))) {
            var partitions = consumer.partitionsFor(Topics.COMMANDS.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (long until = System.nanoTime() + 10_000_000_000L; System.nanoTime() < until; ) {
                for (var record : consumer.poll(java.time.Duration.ofMillis(200))) {
                    var command = Records.command(record.value(), record.headers());
                    if (command.id().toString().equals(id) && command.replyTo() != null) {
                        return command.replyTo();
                    }
                }
            }
        }
        throw new AssertionError("Expected the command in the log");
    }

    @SuppressWarnings("unchecked")
    private void answer(Outcome outcome, String replyTo) {
        Producer<byte[], byte[]> producer = context.getBean(Producer.class);
        var headers = Records.headers(outcome, ACME, Instant.EPOCH, replyTo);
        var _ = producer.send(new ProducerRecord<>(
                Topics.OUTCOMES.name(), null, Records.key(ACME), Outcomes.toJson(outcome), headers));
    }
}
