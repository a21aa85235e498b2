package dev.millrace.platform.projection;

import dev.millrace.platform.telemetry.LogKeys;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a projection: poll, apply, go on. A partition is paused from its assignment until its position is known from the checkpoint table, and again
 * after every failure; so nothing is ever applied from a position that only memory or Kafka believes in.
 */
final class ProjectionLoop implements Runnable, ConsumerRebalanceListener {

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

    /** Where the checkpoint of each positioned partition is; written by the loop's thread only. */
    private final Map<TopicPartition, Long> checkpoints = new ConcurrentHashMap<>();

    private final Set<TopicPartition> unpositioned = new HashSet<>();

    private final OffsetReports reports = new OffsetReports();
    private final Linger linger;

    private volatile boolean caughtUp;
    private volatile @Nullable Consumer<byte[], byte[]> running;

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
        try {
            running = consumer;
            reading.begin(consumer, projection.topic().name(), this);
            while (!stopping()) {
                if (readsNothing(consumer)) {
                    caughtUp = true;
                    stopped.await();
                } else {
                    cycle(consumer);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next consumer ends with it
        } finally {
            running = null;
            checkpoints.clear();
            unpositioned.clear();
            reports.clear();
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
        var byPartition = new TreeMap<Integer, Long>();
        checkpoints.forEach((partition, next) -> byPartition.put(partition.partition(), next));
        return byPartition;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        var consumer = running;
        if (consumer == null) {
            return;
        }
        for (var partition : partitions) {
            consumer.seek(
                    partition, 0); // any position will do while it is paused; without one Kafka's own would be fetched
        }
        consumer.pause(partitions);
        unpositioned.addAll(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(checkpoints::remove);
        unpositioned.removeAll(partitions);
    }

    private boolean stopping() {
        return stopped.getCount() == 0;
    }

    private void cycle(Consumer<byte[], byte[]> consumer) {
        try {
            var records = consumer.poll(POLL);
            long start = System.nanoTime();
            applyAll(records, consumer);
            position(consumer);
            if (reading.commitsOffsets()) {
                reports.send(consumer, checkpoints.keySet());
            }
            measure(consumer);
            if (!records.isEmpty() && meters.lag() == 0) {
                // nothing is asked of the broker before this, so that a lonely record never waits for others
                linger.since(start, () -> projection.isAwaited() || isSharedBy(consumer));
            }
            if (!records.isEmpty()
                    || meters.lag() == 0) { // not because a batch that failed is only about to be read again
                trouble.over();
            }
        } catch (Fenced e) {
            moved(e);
        } catch (OffsetOutOfRangeException e) {
            e.partitions().forEach(partition -> unposition(partition, consumer));
        } catch (SQLException | RuntimeException e) {
            if (e instanceof WakeupException || e instanceof KafkaException) {
                throw (RuntimeException) e;
            }
            meters.failed();
            trouble.waitAfter(e);
        }
    }

    /** True if other nodes read partitions of the topic too: then somebody may wait there for what is read here. */
    private boolean isSharedBy(Consumer<byte[], byte[]> consumer) {
        return consumer.assignment().size()
                < consumer.partitionsFor(projection.topic().name()).size();
    }

    /** After a failure every partition of the poll is read again from where its checkpoint is. */
    private void applyAll(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer)
            throws SQLException {
        var batches = batches(records);
        var waiting = new HashSet<>(records.partitions());
        try {
            if (!batches.isEmpty()) {
                applier.apply(batches);
                batches.forEach(batch -> checkpoints.put(batch.partition(), batch.next()));
            }
            waiting.clear();
        } catch (Fenced e) {
            moved(e);
        } finally {
            waiting.forEach(partition -> unposition(partition, consumer));
        }
        reports.applied(records.partitions());
    }

    private void moved(Fenced e) {
        LOG.atInfo()
                .addKeyValue(LogKeys.PROJECTION, projection.name())
                .addKeyValue("detail", e.getMessage())
                .log("Somebody else has moved a checkpoint; reading it again");
    }

    private List<PartitionBatch> batches(ConsumerRecords<byte[], byte[]> records) {
        return records.partitions().stream()
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .flatMap(partition -> Optional.ofNullable(checkpoints.get(partition))
                        .map(checkpoint -> new PartitionBatch(partition, checkpoint, records.records(partition)))
                        .stream())
                .toList();
    }

    private void unposition(TopicPartition partition, Consumer<byte[], byte[]> consumer) {
        if (consumer.assignment().contains(partition)) {
            consumer.pause(Set.of(partition));
            checkpoints.remove(partition);
            unpositioned.add(partition);
        }
    }

    private void position(Consumer<byte[], byte[]> consumer) throws SQLException {
        if (unpositioned.isEmpty()) {
            return;
        }
        var found = positions.find(unpositioned, consumer);
        found.forEach((partition, position) -> {
            consumer.seek(partition, position);
            checkpoints.put(partition, position);
        });
        consumer.resume(found.keySet());
        unpositioned.removeAll(found.keySet());
        projection.positioned();
        if (!unpositioned.isEmpty()) {
            throw new IllegalStateException(
                    "Expected checkpoints within the topic, but those of %s lie behind its end: was the topic made anew?"
                            .formatted(unpositioned));
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
