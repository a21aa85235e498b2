package dev.millrace.platform.projection;

import dev.millrace.platform.database.Transactions;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.KafkaConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/**
 * Runs projections, each with a thread and a consumer group of its own, from the application's start to its end. Nodes share the partitions of a topic.
 *
 * <p>Positions live in {@code <schema>.checkpoint} and move in the transaction of the rows they stand for, from an expected place only. Kafka's own offsets are
 * committed afterwards, for monitors and for those who start where a projection is. A failing database or broker is tried again for ever, with growing waits; a
 * record that cannot be applied is put into {@code <schema>.parked} and what follows it goes on.
 */
public final class ProjectionRunner implements SmartLifecycle, MeterBinder {

    private final List<RunningProjection> projections;
    private volatile boolean running;

    /**
     * A runner for a service.
     *
     * @param schema where the two tables of the runner are, or are made
     */
    public ProjectionRunner(
            KafkaConnection kafka,
            DataSource dataSource,
            InstanceId instance,
            ProjectionSettings settings,
            String schema,
            List<RecordProjection> projections) {
        this(
                kafka,
                instance,
                settings,
                schema,
                new Transactions(dataSource),
                projections,
                projection -> Stream.of(new Reading.Grouped(projection.name())));
    }

    private ProjectionRunner(
            KafkaConnection kafka,
            InstanceId instance,
            ProjectionSettings settings,
            String schema,
            Transactions transactions,
            List<RecordProjection> projections,
            Function<RecordProjection, Stream<Reading>> readings) {
        var tables = new ProjectionTables(schema);
        this.projections = projections.stream()
                .flatMap(projection -> readings.apply(projection).map(reading -> {
                    var consumer = kafka.consumer(projection.name() + "-" + instance.value());
                    return new RunningProjection(projection, consumer, settings, reading, tables, transactions);
                }))
                .toList();
    }

    /**
     * A runner that builds the same projections anew in another schema, beside the one in use, with {@linkplain ProjectionSettings#rebuildThreads several threads} for each.
     * It reads all partitions, so only one node may run it at a time, and leaves no trace in the groups of the other.
     */
    public static ProjectionRunner rebuilding(
            KafkaConnection kafka,
            DataSource dataSource,
            InstanceId instance,
            ProjectionSettings settings,
            String schema,
            List<RecordProjection> projections) {
        return new ProjectionRunner(
                kafka,
                instance,
                settings,
                schema,
                Transactions.soonDurable(dataSource),
                projections,
                projection -> shares(projection, settings));
    }

    private static Stream<Reading> shares(RecordProjection projection, ProjectionSettings settings) {
        var shares = new Shares(settings.rebuildThreads());
        return IntStream.range(0, settings.rebuildThreads())
                .mapToObj(index -> new Reading.Share(projection.name(), index, shares));
    }

    @Override
    public void start() {
        running = true;
        projections.forEach(RunningProjection::start);
    }

    @Override
    public void stop() {
        running = false;
        projections.forEach(RunningProjection::stop);
        projections.forEach(RunningProjection::awaitEnd);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** How far each projection is on this node. */
    public List<ProjectionState> states() {
        return projections.stream().map(RunningProjection::state).toList();
    }

    /** True once all projections have been at the end of their topics since the start. */
    public boolean caughtUp() {
        return states().stream().allMatch(ProjectionState::caughtUp);
    }

    /** What the projection could not apply, oldest first. */
    public List<Parked> parked(String projection, int limit) throws SQLException {
        return named(projection).parked(limit);
    }

    /** How much the projection could not apply. */
    public int countParked(String projection) throws SQLException {
        return named(projection).countParked();
    }

    /** Tries what is parked again, oldest first; returns how many records were applied. */
    public int retryParked(String projection, int limit) throws SQLException {
        return named(projection).retryParked(limit);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        projections.forEach(projection -> projection.bindTo(registry));
    }

    private RunningProjection named(String name) {
        return projections.stream()
                .filter(projection -> projection.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("Expected a projection of this runner, but got " + name));
    }
}
