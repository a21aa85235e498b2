package dev.millrace.command.processing;

import dev.millrace.platform.command.PendingOutcomes;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.BrokerTimeouts;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.ProvisionedTopics;
import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.platform.telemetry.MetricNames;
import dev.millrace.schemas.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The running command processor of this node. Starts once the topics exist, stops within its deadline. */
public final class CommandStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CommandStreams.class);

    /** What most calls need is loaded after the first round; the others let the compiler begin. */
    private static final int WARM_UP_ROUNDS = 30;

    private final ProcessingSettings settings;
    private final KafkaConnection kafka;
    private final ProvisionedTopics topics;
    private final BrokerTimeouts brokers;
    private final InstanceId instance;
    private final EntityRuntime runtime;
    private final PendingOutcomes pending;
    private final CommandMetrics metrics;
    private final RestoreProgress restore = new RestoreProgress();

    private volatile @Nullable Running running;

    private record Running(
            KafkaStreams streams, ThreadReplacement replacement, StateMemory memory, FirstWarmth warmth) {}

    public CommandStreams(
            ProcessingSettings settings,
            KafkaConnection kafka,
            ProvisionedTopics topics,
            BrokerTimeouts brokers,
            InstanceId instance,
            EntityRuntime runtime,
            PendingOutcomes pending,
            MeterRegistry registry) {
        this.settings = settings;
        this.kafka = kafka;
        this.topics = topics;
        this.brokers = brokers;
        this.instance = instance;
        this.runtime = runtime;
        this.pending = pending;
        this.metrics = new CommandMetrics(registry, Clock.systemUTC());
        gauges(registry);
    }

    @Override
    public synchronized void start() {
        EarlierState.refuse(topics);
        warnOfSlowTakeover();
        var engine = new CommandEngine(runtime);
        EngineWarmUp.run(engine, Instant.now(), WARM_UP_ROUNDS);
        var batches = new PollBatches();
        var outcomes = new CommittedOutcomes(this::committed);
        var parts = new ProcessorParts(
                engine,
                batches,
                outcomes,
                this::reported,
                settings.deduplication(),
                settings.entityCache().toBytes());
        var replacement = new ThreadReplacement();
        var memory = new StateMemory(settings.stateMemory().toBytes(), settings.stateDirectory());
        var streams = started(() -> {
            var built = new KafkaStreams(
                    CommandTopology.build(parts),
                    StreamsSettings.of(settings, brokers, kafka, instance, memory),
                    new StreamsClients(batches, outcomes, replacement));
            built.setUncaughtExceptionHandler(replacement);
            built.setGlobalStateRestoreListener(restore);
            return built;
        });
        var warmth = new FirstWarmth(StreamsSettings.WARM_RECORDS, () -> recordsBehind(streams));
        running = new Running(streams, replacement, memory, warmth);
    }

    /**
     * Kafka Streams removes the state of a task that did not end well, file by file. Killed meanwhile, it leaves a database that nobody can open, and would not start
     * any more; what is there is only a copy of the log.
     */
    private static KafkaStreams started(Supplier<KafkaStreams> processor) {
        var streams = processor.get();
        try {
            streams.start();
            return streams;
        } catch (ProcessorStateException e) {
            LOG.atWarn()
                    .setCause(e)
                    .log("The state of this node cannot be opened; it is removed and read anew from the log");
            streams.close();
        }
        var anew = processor.get();
        anew.cleanUp();
        anew.start();
        return anew;
    }

    @Override
    public synchronized void stop() {
        var closing = running;
        if (closing == null) {
            return;
        }
        running = null;
        closing.replacement().stop();
        // Leaving lets another node take over at once instead of after the session timeout.
        boolean closed = closing.streams()
                .close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(settings.closeTimeout()));
        if (closed) {
            closing.memory().close();
        } else {
            LOG.atWarn()
                    .addKeyValue("timeout", settings.closeTimeout())
                    .log("Command processor did not stop in time; what it had not committed will be decided again");
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    /** Before the web server starts, and after it has answered its last request. */
    @Override
    public int getPhase() {
        return 1_000;
    }

    /** True while every partition of this node is being processed. */
    public boolean isReady() {
        return state() == KafkaStreams.State.RUNNING && threadsDown() == 0;
    }

    /** Threads that take no part: they join, or have failed and are replaced. */
    public long threadsDown() {
        var current = running;
        return current == null
                ? 0
                : current.streams().metadataForLocalThreads().stream()
                        .filter(thread -> !thread.threadState().equals("RUNNING"))
                        .count();
    }

    /** Changelog records that are still to be read back before this node can decide. */
    public long restoreRemaining() {
        return restore.remaining();
    }

    /**
     * Changelog records that its copies of other nodes' state lack, until these are few for the first time since it started; 0 from then on, and while it is not
     * ready at all. Asks the brokers until then.
     */
    public long copiesBehind() {
        var current = running;
        return current == null || !isReady() ? 0 : current.warmth().missingRecords();
    }

    /** The state of Kafka Streams. */
    public KafkaStreams.State state() {
        var current = running;
        return current == null
                ? KafkaStreams.State.NOT_RUNNING
                : current.streams().state();
    }

    private void warnOfSlowTakeover() {
        var session = brokers.session(settings.sessionTimeout());
        if (session.compareTo(settings.sessionTimeout()) > 0) {
            LOG.atWarn()
                    .addKeyValue("wanted", settings.sessionTimeout())
                    .addKeyValue("used", session)
                    .addKeyValue("remedy", "a lower group.min.session.timeout.ms on the brokers")
                    .log("Brokers allow no session as short as configured: another node takes over later");
        }
        if (brokers.abortInterval().compareTo(settings.transactionTimeout()) > 0) {
            LOG.atWarn()
                    .addKeyValue("transactionTimeout", settings.transactionTimeout())
                    .addKeyValue("abortedWithin", settings.transactionTimeout().plus(brokers.abortInterval()))
                    .addKeyValue(
                            "remedy",
                            "transaction.abort.timed.out.transaction.cleanup.interval.ms of 250 on the brokers")
                    .log("Brokers end the transaction of a dead node late: another node takes over later");
        }
    }

    private static long recordsBehind(KafkaStreams streams) {
        return streams.allLocalStorePartitionLags().values().stream()
                .flatMap(partitions -> partitions.values().stream())
                .mapToLong(LagInfo::offsetLag)
                .max()
                .orElse(0);
    }

    private void committed(CommittedOutcomes.Entry entry) {
        pending.complete(entry.organization(), entry.outcome());
        metrics.committed(entry.outcome(), entry.time());
    }

    private void reported(ReportedBug bug) {
        metrics.deadLetter();
        LOG.atError()
                .addKeyValue(LogKeys.ORGANIZATION, bug.organization())
                .addKeyValue(LogKeys.COMMAND_ID, bug.id())
                .addKeyValue(LogKeys.TYPE, bug.type())
                .addKeyValue(LogKeys.CAUSE, bug.cause())
                .log("Command hit a bug and lies among the dead letters");
    }

    private void gauges(MeterRegistry registry) {
        Gauge.builder(MetricNames.COMMAND_STREAMS_RUNNING, this, streams -> streams.isReady() ? 1 : 0)
                .description("1 while this node processes all its partitions")
                .register(registry);
        Gauge.builder(MetricNames.COMMAND_RESTORE_REMAINING, this, CommandStreams::restoreRemaining)
                .description("Changelog records still to be read back")
                .register(registry);
        Gauge.builder(MetricNames.CONSUMER_LAG, this, CommandStreams::lag)
                .tag("group", StreamsSettings.APPLICATION)
                .tag("topic", Topics.COMMANDS.name())
                .description("Commands in the log that this node has not taken in yet")
                .register(registry);
    }

    private double lag() {
        var current = running;
        return current == null ? 0 : ConsumerLag.of(current.streams());
    }
}
