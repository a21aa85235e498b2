package dev.millrace.platform.projection;

import dev.millrace.platform.telemetry.LogKeys;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of a projection: poll, apply, go on. After a failure the partitions concerned are read again from their checkpoints. */
final class ProjectionLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final RecordProjection projection;
    private final Map<String, Object> consumerSettings;
    private final Reading reading;
    private final BatchApplier applier;
    private final Positions positions;
    private final ProjectionMeters meters;
    private final Trouble trouble;
    private final CountDownLatch stopped;
    private final Linger linger;

    private volatile boolean caughtUp;
    private volatile @Nullable Consumer<byte[], byte[]> running;
    private volatile @Nullable HeldPartitions held;

    ProjectionLoop(
            RecordProjection projection,
            Map<String, Object> consumerSettings,
            Reading reading,
            BatchApplier applier,
            Positions positions,
            ProjectionMeters meters,
            Trouble trouble,
            CountDownLatch stopped) {
        this.projection = projection;
        this.consumerSettings = consumerSettings;
        this.reading = reading;
        this.applier = applier;
        this.positions = positions;
        this.meters = meters;
        this.trouble = trouble;
        this.stopped = stopped;
        this.linger = new Linger(Linger.LONGEST, stopped);
    }

    @Override
    public void run() {
        while (!stopping()) {
            try {
                consume();
            } catch (WakeupException e) {
                // stop() was called
            } catch (Exception e) { // the thread's outermost loop: whatever it is, the next consumer starts from the
                // checkpoints
                meters.failed();
                trouble.waitAfter(e);
            }
        }
    }

    private void consume() {
        var consumer = new KafkaConsumer<byte[], byte[]>(consumerSettings);
        var partitions = new HeldPartitions(projection.topic().name(), consumer, positions);
        try {
            running = consumer;
            held = partitions;
            reading.begin(consumer, projection.topic().name(), partitions);
            while (!stopping()) {
                if (readsNothing(consumer)) {
                    caughtUp = true;
                    stopped.await();
                } else {
                    cycle(consumer, partitions);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next consumer ends with it
        } finally {
            running = null;
            held = null;
            close(consumer);
        }
    }

    /** A share of a topic that has fewer partitions than there are shares. Such a consumer must not be polled. */
    private static boolean readsNothing(Consumer<byte[], byte[]> consumer) {
        return consumer.subscription().isEmpty() && consumer.assignment().isEmpty();
    }

    /** A node that stops gives its partitions to the others at once; one that only starts a new consumer keeps them. */
    private void close(Consumer<byte[], byte[]> consumer) {
        var membership = stopping()
                ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;
        consumer.close(CloseOptions.groupMembershipOperation(membership).withTimeout(CLOSE_WITHIN));
    }

    /** Makes {@link #run} return soon. The latch is down already. */
    void wakeUp() {
        var consumer = running;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    /** True once everything that this node was given had been applied up to the end of the topic. */
    boolean caughtUp() {
        return caughtUp;
    }

    /** Where each partition that this node holds stands. */
    Map<Integer, Long> checkpoints() {
        var partitions = held;
        return partitions == null ? Map.of() : partitions.checkpoints();
    }

    private boolean stopping() {
        return stopped.getCount() == 0;
    }

    private void cycle(Consumer<byte[], byte[]> consumer, HeldPartitions partitions) {
        try {
            var records = consumer.poll(POLL);
            long start = System.nanoTime();
            apply(records, partitions);
            position(partitions);
            if (reading.commitsOffsets()) {
                partitions.report();
            }
            measure(consumer);
            if (!records.isEmpty() && meters.lag() == 0) {
                // nothing is asked of the broker before this, so that a lonely record never waits for others
                linger.since(start, () -> projection.isAwaited() || !partitions.areAll());
            }
            if (!records.isEmpty()
                    || meters.lag() == 0) { // not because a batch that failed is only about to be read again
                trouble.over();
            }
        } catch (Fenced e) {
            moved(e);
        } catch (OffsetOutOfRangeException e) {
            partitions.unposition(e.partitions());
        } catch (SQLException | RuntimeException e) {
            if (e instanceof WakeupException || e instanceof KafkaException) {
                throw (RuntimeException) e;
            }
            meters.failed();
            trouble.waitAfter(e);
        }
    }

    /** After a failure every partition of the poll is read again from where its checkpoint is. */
    private void apply(ConsumerRecords<byte[], byte[]> records, HeldPartitions partitions) throws SQLException {
        var batches = partitions.batches(records);
        boolean applied = false;
        try {
            if (!batches.isEmpty()) {
                applier.apply(batches);
                partitions.applied(batches);
            }
            applied = true;
        } catch (Fenced e) {
            moved(e);
        } finally {
            if (!applied) {
                partitions.unposition(records.partitions());
            }
        }
    }

    private void moved(Fenced e) {
        LOG.atInfo()
                .addKeyValue(LogKeys.PROJECTION, projection.name())
                .addKeyValue("detail", e.getMessage())
                .log("Somebody else has moved a checkpoint; reading it again");
    }

    private void position(HeldPartitions partitions) throws SQLException {
        if (!partitions.arePositioned()) {
            partitions.position();
            projection.positioned();
            partitions.requirePositioned();
        }
    }

    private void measure(Consumer<byte[], byte[]> consumer) {
        var assigned = consumer.assignment();
        long total = 0;
        boolean known = reading.isTold(consumer);
        for (var partition : assigned) {
            var lag = consumer.currentLag(partition);
            known &= lag.isPresent();
            total += lag.orElse(0);
        }
        meters.lag(total);
        if (known && total == 0) {
            caughtUp = true;
        }
    }
}
