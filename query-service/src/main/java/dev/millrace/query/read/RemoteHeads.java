package dev.millrace.query.read;

import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Learns what other nodes have projected, while somebody here waits: one small query of the checkpoints per interval and node, whoever waits for whatever; the heads
 * of watched organizations only where a checkpoint of a partition that is not projected here has moved.
 */
public final class RemoteHeads implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteHeads.class);

    private final DataSource dataSource;
    private final Heads heads;
    private final Supplier<Set<Integer>> localPartitions;
    private final Duration interval;
    private final Semaphore wanted;
    private final Map<Integer, Long> checkpoints = new HashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    /**
     * Not running yet.
     *
     * @param localPartitions what this process projects itself
     * @param wanted          gets a permit whenever somebody begins to watch
     */
    public RemoteHeads(
            DataSource dataSource,
            Heads heads,
            Supplier<Set<Integer>> localPartitions,
            Duration interval,
            Semaphore wanted) {
        this.dataSource = dataSource;
        this.heads = heads;
        this.localPartitions = localPartitions;
        this.interval = interval;
        this.wanted = wanted;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("remote-heads").start(this::run);
    }

    /** Ends every wait first: streams are requests, and the server waits for its requests before it stops. */
    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        wanted.release();
        heads.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            while (running) {
                if (heads.watched().isEmpty()) {
                    wanted.acquire();
                }
                wanted.drainPermits();
                poll();
                // a new watcher has read for itself and can wait for the next turn; only stopping must not
                var _ = stopped.await(interval.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        var organizations = heads.watched();
        if (organizations.isEmpty()) {
            return;
        }
        try (var connection = dataSource.getConnection()) {
            var moved = movedPartitions(connection);
            if (!moved.isEmpty()) {
                tell(connection, organizations, moved);
            }
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("Cannot ask for heads; the next turn tries again");
        }
    }

    private List<Integer> movedPartitions(Connection connection) throws SQLException {
        var local = localPartitions.get();
        try (var statement = connection.prepareStatement(
                "select partition, next_offset from query.checkpoint where projection = ?")) {
            statement.setString(1, Topics.EVENT_LOG_GROUP);
            try (var rows = statement.executeQuery()) {
                var moved = new ArrayList<Integer>();
                while (rows.next()) {
                    int partition = rows.getInt(1);
                    long next = rows.getLong(2);
                    var before = local.contains(partition)
                            ? checkpoints.remove(partition) // should it move away, the first look counts as moved
                            : checkpoints.put(partition, next);
                    if (!local.contains(partition) && (before == null || before != next)) {
                        moved.add(partition);
                    }
                }
                return moved;
            }
        }
    }

    private void tell(Connection connection, Set<OrganizationId> organizations, Collection<Integer> partitions)
            throws SQLException {
        try (var statement = connection.prepareStatement(
                "select organization, sequence from query.head where projection = ? and organization = any (?) and partition = any (?)")) {
            statement.setString(1, Topics.EVENT_LOG_GROUP);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            organizations.stream().map(OrganizationId::value).toArray()));
            statement.setArray(3, connection.createArrayOf("int", partitions.toArray()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    heads.moved(new OrganizationId(rows.getString(1)), rows.getLong(2));
                }
            }
        }
    }
}
