package dev.millrace.gateway.fanout;

import dev.millrace.gateway.history.ReplayBuffer;
import dev.millrace.gateway.subscription.Shard;
import dev.millrace.gateway.telemetry.GatewayMeters;
import dev.millrace.platform.health.VitalThread;
import dev.millrace.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The node's one consumer of {@code millrace.events}: committed records of all partitions, without a group, positions in memory. Ready once it has reached what was
 * the end of the log when it started. Whatever fails is tried again from the same positions.
 */
public final class LogReader implements SmartLifecycle {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration END_OFFSETS = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 1_000;

    /** Between two polls while nobody listens. Who subscribes meanwhile may wait so long, once, for what has just come. */
    private static final long UNHURRIED_MILLIS = 20;

    private static final int STOP_SECONDS = 10;

    /** How long a reader that was woken may take to leave: an interrupt would hit it while it closes its consumer. */
    private static final Duration WAKE_UP = Duration.ofSeconds(1);

    /** Before the server starts, after it stops. */
    private static final int PHASE = DEFAULT_PHASE - 1;

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

    private final KafkaConnection kafka;
    private final Admin admin;
    private final String clientId;
    private final EventFanout fanout;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Map<TopicPartition, Long> targets = new HashMap<>();
    private volatile CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean ready;
    private volatile boolean failing;
    private volatile @Nullable VitalThread thread;
    private volatile @Nullable Consumer<byte[], byte[]> current;

    /**
     * A reader that does not read yet.
     *
     * @param clientId name of the consumer, for the broker's logs
     */
    public LogReader(
            KafkaConnection kafka,
            Admin admin,
            String clientId,
            ReplayBuffer replay,
            List<Shard> shards,
            GatewayMeters meters) {
        this.kafka = kafka;
        this.admin = admin;
        this.clientId = clientId;
        this.fanout = new EventFanout(replay, shards, meters);
    }

    @Override
    public void start() {
        stopping = new CountDownLatch(1);
        var reader = new VitalThread("gateway-log", this::run);
        thread = reader;
        reader.start();
    }

    @Override
    public void stop() {
        var running = thread;
        if (running == null) {
            return;
        }
        stopping.countDown();
        var consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (!running.join(WAKE_UP)) {
                running.interrupt(); // it waits for an event loop that is behind
                running.join(Duration.ofSeconds(STOP_SECONDS));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        thread = null;
        ready = false;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** True once everything that was in the log at the start has been handed over; a socket that is opened then gets what follows. */
    public boolean isReady() {
        return ready && death().isEmpty();
    }

    /** Why events do not come now, in a sentence; empty if they do. */
    public Optional<String> problem() {
        return death().or(() -> {
            if (failing) {
                return Optional.of("the log cannot be read");
            }
            return ready ? Optional.empty() : Optional.of("the log has not been caught up with");
        });
    }

    private Optional<String> death() {
        var reader = thread;
        return reader == null ? Optional.empty() : reader.problem();
    }

    private void run() {
        while (!isStopping()) {
            try (var consumer = new KafkaConsumer<byte[], byte[]>(settings())) {
                current = consumer;
                try {
                    read(consumer);
                } finally {
                    Thread.interrupted(); // closing the consumer fails on an interrupted thread
                }
            } catch (WakeupException | InterruptException | InterruptedException _) {
                // stopping, which the loop sees
            } catch (RuntimeException e) { // the outermost loop: whatever it is, events must go on
                failing = true;
                LOG.atWarn().setCause(e).log("the log cannot be read now, trying again");
                pause();
            } finally {
                current = null;
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        if (positions.isEmpty()) {
            positions.putAll(StartOffsets.assign(admin, consumer));
            targets.putAll(consumer.endOffsets(positions.keySet(), END_OFFSETS));
        }
        consumer.assign(positions.keySet());
        positions.forEach(consumer::seek);
        while (!isStopping()) {
            checkReady();
            fanout.handOver(consumer.poll(POLL));
            positions.replaceAll((partition, _) -> consumer.position(partition));
            failing = false;
            if (ready && !fanout.isFollowed()) {
                var _ = stopping.await(UNHURRIED_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void checkReady() {
        if (!ready && targets.entrySet().stream().allMatch(end -> reached(end.getKey(), end.getValue()))) {
            ready = true;
            LOG.atInfo().log("caught up with the log");
        }
    }

    private boolean reached(TopicPartition partition, long end) {
        return positions.getOrDefault(partition, 0L) >= end;
    }

    private Map<String, Object> settings() {
        var settings = kafka.consumer(clientId);
        // Where a position is gone, begin at the oldest record: the jump in the sequences shows, and is filled from
        // query-service.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        return settings;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause() {
        try {
            var _ = stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
