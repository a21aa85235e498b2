package dev.millrace.query;

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
import dev.millrace.query.deadletter.DeadLetterController;
import dev.millrace.query.deadletter.DeadLetterProjection;
import dev.millrace.query.event.EventController;
import dev.millrace.query.event.EventLogProjection;
import dev.millrace.query.event.EventStreams;
import dev.millrace.query.organization.OrganizationController;
import dev.millrace.query.organization.OrganizationProjection;
import dev.millrace.query.outcome.OutcomeController;
import dev.millrace.query.outcome.OutcomeCopy;
import dev.millrace.query.outcome.OutcomeProjection;
import dev.millrace.query.outcome.OutcomePurge;
import dev.millrace.query.projection.EventsProjection;
import dev.millrace.query.projection.FeatureProjection;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.query.read.Heads;
import dev.millrace.query.read.ReadSide;
import dev.millrace.query.read.RemoteHeads;
import dev.millrace.query.rebuild.Progress;
import dev.millrace.query.rebuild.ProjectionController;
import dev.millrace.query.rebuild.Rebuild;
import dev.millrace.query.row.RowController;
import dev.millrace.query.row.RowProjection;
import dev.millrace.query.table.TableController;
import dev.millrace.query.table.TableProjection;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The read side: projections of every topic that is read, and the APIs on them. A new feature adds its projection and its controller here. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({QuerySettings.class, ProjectionSettings.class})
public class QueryServiceConfiguration {

    /** Proof that the tables exist. Whatever reads or writes them depends on it. */
    record QueryDatabase(DataSource dataSource) {}

    /** What runners are made of. */
    record QueryRunners(
            KafkaConnection kafka, QueryDatabase database, InstanceId instance, ProjectionSettings settings) {

        ProjectionRunner live(Heads heads) {
            return new ProjectionRunner(
                    kafka,
                    database.dataSource(),
                    instance,
                    settings,
                    QuerySchema.LIVE.name(),
                    projections(QuerySchema.LIVE, heads));
        }

        ProjectionRunner rebuilding(QuerySchema schema) {
            return ProjectionRunner.rebuilding(
                    kafka, database.dataSource(), instance, settings, schema.name(), projections(schema, (_, _) -> {}));
        }
    }

    /** Who watches which organization, and the signal that somebody does. */
    record Watching(Heads heads, Semaphore wanted) {}

    /** Every projection of the read side into a schema. */
    static List<RecordProjection> projections(QuerySchema schema, EventsProjection.Listener listener) {
        List<FeatureProjection> features = List.of(
                new EventLogProjection(), new OrganizationProjection(), new TableProjection(), new RowProjection());
        FeatureProjection.requireEach(Catalogue.eventRoots(), features);
        return List.of(
                new EventsProjection(schema, features, listener),
                new OutcomeProjection(schema),
                new DeadLetterProjection(schema));
    }

    @Bean
    QueryDatabase queryDatabase(SchemaMigration migration, DataSource dataSource) {
        migration.migrate(QuerySchema.LIVE.name());
        return new QueryDatabase(dataSource);
    }

    @Bean
    QueryRunners queryRunners(
            KafkaConnection kafka,
            ProvisionedTopics topics,
            QueryDatabase database,
            InstanceId instance,
            ProjectionSettings settings) {
        return new QueryRunners(kafka, database, instance, settings);
    }

    @Bean
    Watching queryWatching() {
        var wanted = new Semaphore(0);
        return new Watching(new Heads(wanted::release), wanted);
    }

    @Bean
    ProjectionRunner queryProjections(QueryRunners runners, Watching watching) {
        return runners.live(watching.heads());
    }

    @Bean
    RemoteHeads queryRemoteHeads(
            QueryDatabase database, Watching watching, ProjectionRunner queryProjections, QuerySettings settings) {
        return new RemoteHeads(
                database.dataSource(),
                watching.heads(),
                () -> eventPartitions(queryProjections),
                settings.pollInterval(),
                watching.wanted());
    }

    private static Set<Integer> eventPartitions(ProjectionRunner runner) {
        for (var state : runner.states()) {
            if (state.projection().equals(Topics.EVENT_LOG_GROUP)) {
                return state.checkpoints().keySet();
            }
        }
        return Set.of();
    }

    @Bean
    ReadSide queryReadSide(QueryDatabase database, Watching watching, QuerySettings settings) {
        return new ReadSide(database.dataSource(), watching.heads(), settings.maxWait());
    }

    @Bean
    Rebuild queryRebuild(QueryDatabase database, SchemaMigration migration, QueryRunners runners) {
        var outcomes = new OutcomeCopy(database.dataSource());
        return new Rebuild(database.dataSource(), migration, runners::rebuilding, outcomes::into);
    }

    @Bean
    OutcomePurge outcomePurge(QueryDatabase database, QuerySettings settings) {
        return new OutcomePurge(database.dataSource(), settings.outcomeKeep());
    }

    @Bean
    ReadinessCheck queryReadiness(ProjectionRunner queryProjections, RemoteHeads queryRemoteHeads) {
        return new QueryReadiness(queryProjections::states, queryRemoteHeads::problem);
    }

    @Bean
    OrganizationController organizationController(ReadSide readSide) {
        return new OrganizationController(readSide);
    }

    @Bean
    TableController tableController(ReadSide readSide) {
        return new TableController(readSide);
    }

    @Bean
    RowController rowController(ReadSide readSide) {
        return new RowController(readSide);
    }

    @Bean
    EventController eventController(ReadSide readSide, Watching watching, QuerySettings settings) {
        var streams = new EventStreams(
                readSide, watching.heads(), settings.streamLife(), settings.streamComment(), InstantSource.system());
        return new EventController(readSide, streams, settings.maxStreams());
    }

    @Bean
    ProjectionProgress queryOutcomeProgress(
            KafkaConnection kafka, Admin admin, ProvisionedTopics topics, QueryDatabase database, InstanceId instance) {
        return new ProjectionProgress(
                new OutcomeProjection(QuerySchema.LIVE),
                QuerySchema.LIVE.name(),
                topics.partitions(),
                admin,
                JdbcClient.create(database.dataSource()),
                new RecordScan(kafka, "millrace-query-outcomes-scan-" + instance));
    }

    @Bean
    OutcomeController outcomeController(ReadSide readSide, ProjectionProgress queryOutcomeProgress) {
        return new OutcomeController(readSide, queryOutcomeProgress);
    }

    @Bean
    DeadLetterController deadLetterController(ReadSide readSide) {
        return new DeadLetterController(readSide);
    }

    @Bean
    ProjectionController projectionController(
            ProjectionRunner queryProjections, Rebuild queryRebuild, QueryDatabase database, Admin admin) {
        return new ProjectionController(queryProjections, queryRebuild, new Progress(database.dataSource(), admin));
    }
}
