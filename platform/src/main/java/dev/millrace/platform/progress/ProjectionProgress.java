package dev.millrace.platform.progress;

import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.projection.RecordProjection;
import dev.millrace.platform.time.Patience;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.envelope.OrganizationId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Waits until a projection has applied everything that was on its topic at a certain moment. Any thread may wait; those who wait for the same
 * partition share one look at Kafka.
 */
public final class ProjectionProgress implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Topic topic;
    private final String projection;
    private final int partitions;
    private final String position;
    private final Admin admin;
    private final JdbcClient jdbc;
    private final RecordScan scan;
    private final Map<Integer, Round> rounds = new ConcurrentHashMap<>();

    /**
     * Watches one projection.
     *
     * @param schema     of the database that it projects into
     * @param partitions how many partitions its topic has
     * @param scan       tells what lies between a position and the end; closed with this object
     */
    public ProjectionProgress(
            RecordProjection projection, String schema, int partitions, Admin admin, JdbcClient jdbc, RecordScan scan) {
        this.topic = projection.topic();
        this.projection = projection.name();
        this.partitions = partitions;
        this.position = "select next_offset from %s.checkpoint where projection = ? and topic = ? and partition = ?"
                .formatted(schema);
        this.admin = admin;
        this.jdbc = jdbc;
        this.scan = scan;
    }

    /**
     * Waits for the projection to pass the end of the organization's partition as it is now.
     *
     * @return false if it had not within the bound, or Kafka did not say where the end is
     */
    public boolean awaitEnd(OrganizationId organization, Duration bound) {
        var patience = new Patience(bound, BETWEEN_LOOKS);
        long arrived = System.nanoTime();
        int partition = Utils.toPositive(Utils.murmur2(Records.key(organization))) % partitions;
        var round = rounds.computeIfAbsent(partition, _ -> new Round());
        try {
            if (!round.lock.tryLock(bound.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            try {
                return round.succeededSince(arrived)
                        || run(round, new TopicPartition(topic.name(), partition), patience);
            } finally {
                round.lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false; // Kafka is not there; the caller answers for it
        }
    }

    private boolean run(Round round, TopicPartition partition, Patience patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        long started = System.nanoTime();
        long end = end(partition, patience.remaining());
        do {
            long applied = applied(partition);
            if (applied >= end || scan.isEmpty(partition, applied, end)) {
                round.succeeded(started);
                return true;
            }
        } while (patience.again());
        return false;
    }

    /** Uncommitted records count: a command is reported as accepted a moment before its transaction's marker is on the topic. */
    private long end(TopicPartition partition, Duration bound)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .partitionResult(partition)
                .get(Math.max(1, bound.toMillis()), TimeUnit.MILLISECONDS)
                .offset();
    }

    private long applied(TopicPartition partition) {
        return jdbc.sql(position)
                .params(projection, partition.topic(), partition.partition())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    @Override
    public void close() {
        scan.close();
    }

    /** Looks at one partition, one after the other. Whoever waited while a look began and succeeded need not look again. */
    private static final class Round {

        private final ReentrantLock lock = new ReentrantLock();
        private boolean everSucceeded;
        private long lastStart;

        boolean succeededSince(long arrived) {
            return everSucceeded && lastStart - arrived >= 0;
        }

        void succeeded(long started) {
            everSucceeded = true;
            lastStart = started;
        }
    }
}
