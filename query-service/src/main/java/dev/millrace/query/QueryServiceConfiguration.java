package dev.millrace.query;

import dev.millrace.platform.database.SchemaMigration;
import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.ProvisionedTopics;
import dev.millrace.platform.projection.ProjectionRunner;
import dev.millrace.platform.projection.ProjectionSettings;
import dev.millrace.platform.projection.RecordProjection;
import dev.millrace.query.deadletter.DeadLetterController;
import dev.millrace.query.deadletter.DeadLetterProjection;
import dev.millrace.query.event.EventController;
import dev.millrace.query.event.EventLogProjection;
import dev.millrace.query.event.EventReplay;
import dev.millrace.query.event.EventStream;
import dev.millrace.query.organization.OrganizationController;
import dev.millrace.query.organization.OrganizationProjection;
import dev.millrace.query.outcome.OutcomeController;
import dev.millrace.query.outcome.OutcomeProjection;
import dev.millrace.query.outcome.OutcomePurge;
import dev.millrace.query.projection.EventsProjection;
import dev.millrace.query.projection.FeatureProjection;
import dev.millrace.query.projection.QuerySchema;
import dev.millrace.query.read.Heads;
import dev.millrace.query.read.ReadSide;
import dev.millrace.query.read.RemoteHeads;
import dev.millrace.query.rebuild.ProjectionController;
import dev.millrace.query.rebuild.Rebuild;
import dev.millrace.query.row.RowController;
import dev.millrace.query.row.RowProjection;
import dev.millrace.query.table.TableController;
import dev.millrace.query.table.TableProjection;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.OrganizationId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read side: what the topics amount to in PostgreSQL, and every question about it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({QuerySettings.class, ProjectionSettings.class})
@Import({
    OrganizationController.class,
    TableController.class,
    RowController.class,
    EventController.class,
    OutcomeController.class,
    DeadLetterController.class,
    ProjectionController.class
})
public class QueryServiceConfiguration {

    /** The features, the event log first. A new feature adds its projection here. */
    private static final List<FeatureProjection> FEATURES =
            List.of(new EventLogProjection(), new OrganizationProjection(), new TableProjection(), new RowProjection());

    /** Proof that the tables exist. Whatever reads or writes them depends on it. */
    record QueryTables(DataSource dataSource) {}

    /** Permits of those who begin to watch, for whoever looks at other nodes' progress. */
    record Watchers(Semaphore arrived) {}

    @Bean
    QueryTables queryTables(SchemaMigration migration, DataSource dataSource) {
        migration.migrate(QuerySchema.LIVE.name());
        return new QueryTables(dataSource);
    }

    @Bean
    Watchers queryWatchers() {
        return new Watchers(new Semaphore(0));
    }

    @Bean
    Heads queryHeads(Watchers watchers) {
        return new Heads(watchers.arrived()::release);
    }

    @Bean
    ProjectionRunner queryProjections(
            KafkaConnection kafka,
            ProvisionedTopics topics,
            QueryTables tables,
            InstanceId instance,
            ProjectionSettings settings,
            Heads heads) {
        return new ProjectionRunner(
                kafka,
                tables.dataSource(),
                instance,
                settings,
                QuerySchema.LIVE.name(),
                projections(QuerySchema.LIVE, heads::moved));
    }

    @Bean
    RemoteHeads queryRemoteHeads(
            QueryTables tables,
            Heads heads,
            ProjectionRunner queryProjections,
            QuerySettings settings,
            Watchers watchers) {
        return new RemoteHeads(
                tables.dataSource(),
                heads,
                () -> localPartitions(queryProjections),
                settings.pollInterval(),
                watchers.arrived());
    }

    @Bean
    ReadSide queryReadSide(QueryTables tables, Heads heads, QuerySettings settings) {
        return new ReadSide(tables.dataSource(), heads, settings.maxWait());
    }

    /** How many long answers a node gives at once, replays and streams together. */
    record LongAnswers(Semaphore permits) {}

    @Bean
    LongAnswers queryLongAnswers(QuerySettings settings) {
        return new LongAnswers(new Semaphore(settings.maxStreams()));
    }

    @Bean
    EventReplay queryEventReplay(ReadSide readSide, LongAnswers answers) {
        return new EventReplay(readSide, answers.permits());
    }

    @Bean
    EventStream queryEventStream(ReadSide readSide, Heads heads, LongAnswers answers, QuerySettings settings) {
        return new EventStream(
                readSide, heads, answers.permits(), settings.streamLife(), settings.streamComment(), Clock.systemUTC());
    }

    @Bean
    OutcomePurge queryOutcomePurge(QueryTables tables, QuerySettings settings) {
        return new OutcomePurge(tables.dataSource(), settings.outcomeKeep(), Clock.systemUTC());
    }

    @Bean
    Rebuild queryRebuild(
            QueryTables tables,
            SchemaMigration migration,
            KafkaConnection kafka,
            InstanceId instance,
            ProjectionSettings settings) {
        return new Rebuild(
                tables.dataSource(),
                migration,
                schema -> ProjectionRunner.rebuilding(
                        kafka,
                        tables.dataSource(),
                        instance,
                        settings,
                        schema.name(),
                        projections(schema, (_, _) -> {})),
                Clock.systemUTC());
    }

    @Bean
    ReadinessCheck queryReadiness(ProjectionRunner queryProjections) {
        return new ReadinessCheck() {
            @Override
            public String name() {
                return "projections";
            }

            @Override
            public Optional<String> problem() {
                return queryProjections.caughtUp()
                        ? Optional.empty()
                        : Optional.of("The projections have not caught up since the start");
            }
        };
    }

    private static List<RecordProjection> projections(QuerySchema schema, BiConsumer<OrganizationId, Long> visible) {
        return List.of(
                new EventsProjection(schema, FEATURES, visible),
                new OutcomeProjection(schema),
                new DeadLetterProjection(schema));
    }

    private static Set<Integer> localPartitions(ProjectionRunner runner) {
        return runner.states().stream()
                .filter(state -> state.projection().equals(Topics.EVENT_LOG_GROUP))
                .findFirst()
                .map(state -> state.checkpoints().keySet())
                .orElse(Set.of());
    }
}
