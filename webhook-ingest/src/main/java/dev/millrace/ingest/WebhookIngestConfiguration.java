package dev.millrace.ingest;

import dev.millrace.ingest.archive.ArchiveReader;
import dev.millrace.ingest.archive.DeliveryArchive;
import dev.millrace.ingest.deduplication.Admission;
import dev.millrace.ingest.delivery.Purge;
import dev.millrace.ingest.endpoint.DoorMeters;
import dev.millrace.ingest.endpoint.SourceSecrets;
import dev.millrace.ingest.endpoint.WebhookController;
import dev.millrace.ingest.endpoint.WebhookController.DoorRules;
import dev.millrace.ingest.review.Deliveries;
import dev.millrace.ingest.review.DeliveryController;
import dev.millrace.ingest.signature.Signatures;
import dev.millrace.ingest.source.SourceDirectory;
import dev.millrace.ingest.source.SourceProjection;
import dev.millrace.ingest.source.Sources;
import dev.millrace.ingest.translation.CommandSender;
import dev.millrace.ingest.translation.DeadLetterLog;
import dev.millrace.ingest.translation.DeliveryProjection;
import dev.millrace.ingest.translation.Discard;
import dev.millrace.ingest.translation.OutcomeProjection;
import dev.millrace.ingest.translation.Retry;
import dev.millrace.ingest.translation.TranslationMeters;
import dev.millrace.ingest.translation.Translator;
import dev.millrace.ingest.translation.Verdicts;
import dev.millrace.platform.command.CommandDoor;
import dev.millrace.platform.command.Secrets;
import dev.millrace.platform.database.SchemaMigration;
import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.ProvisionedTopics;
import dev.millrace.platform.progress.ProjectionProgress;
import dev.millrace.platform.progress.RecordScan;
import dev.millrace.platform.projection.ProjectionRunner;
import dev.millrace.platform.projection.ProjectionSettings;
import dev.millrace.platform.projection.RecordProjection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The webhook service: the door, the archive, the translator, and what operators see of them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WebhookIngestProperties.class, ProjectionSettings.class})
public class WebhookIngestConfiguration {

    private static final String SCHEMA = "ingest";

    /** Proof that the tables exist. Whatever reads or writes them depends on it. */
    record IngestSchema(DataSource dataSource, JdbcClient jdbc) {}

    /** One bean for all, because another service of the same process may ask for every projection there is. */
    record IngestProjections(SourceProjection sources, DeliveryProjection deliveries, OutcomeProjection outcomes) {}

    /** Made by the service itself, because another service of the same process has clients of its own. */
    record IngestClients(KafkaConnection connection, Admin admin, int partitions, String suffix) {

        String named(String part) {
            return "millrace-ingest-" + part + "-" + suffix;
        }

        RecordScan scan(String part) {
            return new RecordScan(connection, named(part + "-scan"));
        }
    }

    @Bean
    IngestSchema ingestSchema(SchemaMigration migration, DataSource dataSource) {
        migration.migrate(SCHEMA);
        return new IngestSchema(dataSource, JdbcClient.create(dataSource));
    }

    @Bean
    IngestClients ingestClients(
            KafkaConnection connection, Admin admin, ProvisionedTopics topics, InstanceId instance) {
        return new IngestClients(connection, admin, topics.partitions(), instance.value());
    }

    @Bean
    DeliveryArchive webhookArchive(IngestClients clients) {
        return DeliveryArchive.on(clients.connection(), clients.named("archive"));
    }

    @Bean
    ArchiveReader webhookArchiveReader(IngestClients clients) {
        return ArchiveReader.on(clients.connection(), clients.named("reader"));
    }

    @Bean
    Sources webhookSources(IngestSchema schema) {
        return new Sources(schema.jdbc());
    }

    @Bean
    IngestProjections webhookProjections(Translator translator, Verdicts verdicts) {
        return new IngestProjections(
                new SourceProjection(), new DeliveryProjection(translator, verdicts), new OutcomeProjection(verdicts));
    }

    @Bean
    Translator webhookTranslator(IngestSchema schema, Sources sources, CommandDoor door) {
        return new Translator(schema.dataSource(), sources, new CommandSender(door));
    }

    @Bean
    DeadLetterLog webhookDeadLetters(ArchiveReader archive, Producer<byte[], byte[]> producer) {
        return new DeadLetterLog(archive, producer);
    }

    @Bean
    Verdicts webhookVerdicts(DeadLetterLog deadLetters, MeterRegistry registry) {
        return new Verdicts(deadLetters, new TranslationMeters(registry));
    }

    @Bean
    ProjectionRunner ingestProjections(
            IngestClients clients,
            IngestSchema schema,
            InstanceId instance,
            ProjectionSettings settings,
            IngestProjections projections) {
        return new ProjectionRunner(
                clients.connection(),
                schema.dataSource(),
                instance,
                settings,
                SCHEMA,
                List.of(projections.sources(), projections.deliveries(), projections.outcomes()));
    }

    @Bean
    ProjectionProgress webhookSourceProgress(
            IngestProjections projections, IngestClients clients, IngestSchema schema) {
        return progress(projections.sources(), "sources", clients, schema);
    }

    @Bean
    ProjectionProgress webhookTranslationProgress(
            IngestProjections projections, IngestClients clients, IngestSchema schema) {
        return progress(projections.deliveries(), "translation", clients, schema);
    }

    @Bean
    SourceDirectory webhookSourceDirectory(
            Sources sources, ProjectionProgress webhookSourceProgress, WebhookIngestProperties properties) {
        return new SourceDirectory(
                sources, webhookSourceProgress, properties.sourcePatience(), properties.sourceWaiters());
    }

    @Bean
    Admission webhookAdmission(
            DeliveryArchive archive,
            ProjectionProgress webhookTranslationProgress,
            IngestSchema schema,
            WebhookIngestProperties properties) {
        return new Admission(
                schema.jdbc(),
                archive,
                webhookTranslationProgress,
                new Admission.Bounds(properties.patience(), properties.claimTimeout()));
    }

    @Bean
    WebhookController webhookController(
            SourceDirectory directory,
            Secrets secrets,
            Admission admission,
            MeterRegistry registry,
            WebhookIngestProperties properties) {
        var clock = Clock.systemUTC();
        return new WebhookController(
                directory,
                new SourceSecrets(secrets),
                new Signatures(clock, properties.tolerance()),
                admission,
                new DoorMeters(registry),
                new DoorRules(properties.maxBody(), clock));
    }

    @Bean
    Retry webhookRetry(IngestSchema schema, ArchiveReader archive, Translator translator, Verdicts verdicts) {
        return new Retry(schema.dataSource(), archive, translator, verdicts);
    }

    @Bean
    DeliveryController webhookDeliveryController(
            IngestSchema schema, ArchiveReader archive, DeadLetterLog deadLetters, Retry retry) {
        return new DeliveryController(
                new Deliveries(schema.jdbc()), retry, new Discard(schema.dataSource(), archive, deadLetters));
    }

    @Bean
    Purge webhookPurge(IngestSchema schema, WebhookIngestProperties properties) {
        return new Purge(schema.jdbc(), properties.retention());
    }

    @Bean
    ReadinessCheck ingestReadiness(ProjectionRunner ingestProjections) {
        return new IngestReadiness(ingestProjections);
    }

    private static ProjectionProgress progress(
            RecordProjection projection, String part, IngestClients clients, IngestSchema schema) {
        return new ProjectionProgress(
                projection, SCHEMA, clients.partitions(), clients.admin(), schema.jdbc(), clients.scan(part));
    }
}
