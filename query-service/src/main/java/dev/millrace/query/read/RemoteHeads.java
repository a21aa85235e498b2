package dev.millrace.query.read;

import dev.millrace.platform.health.VitalThread;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Learns what other nodes have projected, while somebody here waits: one small query of the checkpoints per interval and node, whoever waits for whatever; the heads
 * of watched organizations only where a checkpoint of a partition that is not projected here has moved, where this node may have missed something, and now and then.
 */
public final class RemoteHeads implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteHeads.class);

    /** Should any news ever be lost, this is how long somebody waits for them in vain. */
    private static final Duration TELL_ALL = Duration.ofSeconds(10);

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final int MAX_DOUBLINGS = 16;

    private final DataSource dataSource;
    private final Heads heads;
    private final Supplier<Set<Integer>> localPartitions;
    private final Duration interval;
    private final Semaphore wanted;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final VitalThread thread = new VitalThread("remote-heads", this::run);
    private volatile boolean running;

    /** Of the partitions that others project; this and what follows is the thread's own. */
    private Map<Integer, Long> checkpoints = new HashMap<>();

    private long toldUnseen;
    private long toldAllAt = System.nanoTime();
    private int failures;

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
        thread.start();
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

    /** Why this node never again hears of what others project; empty while it does. */
    public Optional<String> problem() {
        return thread.problem();
    }

    private void run() {
        try {
            while (running) {
                if (heads.watched().isEmpty()) {
                    wanted.acquire();
                }
                wanted.drainPermits();
                // a new watcher has read for itself and can wait for the next turn; only stopping must not
                var _ = stopped.await(lookAndSayHowLong().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After failures longer and longer, up to a bound. */
    private Duration lookAndSayHowLong() {
        try {
            look();
            failures = 0;
            return interval;
        } catch (SQLException | RuntimeException e) {
            if (failures == 0) {
                LOG.atWarn().setCause(e).log("Cannot ask what other nodes have projected; trying again");
            }
            failures = Math.min(failures + 1, MAX_DOUBLINGS);
            var wait = interval.multipliedBy(1L << failures);
            return wait.compareTo(MAX_WAIT) < 0 ? wait : MAX_WAIT;
        }
    }

    /** What was seen counts as seen only when all who wait for it have been told. */
    private void look() throws SQLException {
        long unseen = heads.unseen();
        long now = System.nanoTime();
        boolean all = unseen != toldUnseen || now - toldAllAt > TELL_ALL.toNanos();
        var local = localPartitions.get();
        try (var connection = dataSource.getConnection()) {
            var found = checkpoints(connection);
            var moved = all ? found.keySet() : moved(found, local);
            // asked for only now: who begins to watch later sees for itself what these checkpoints stand for
            var organizations = heads.watched();
            if (!moved.isEmpty() && !organizations.isEmpty()) {
                tell(connection, organizations, moved);
            }
            checkpoints = found;
            checkpoints.keySet().removeAll(local); // should one move away, the first look counts as moved
        }
        if (all) {
            toldUnseen = unseen;
            toldAllAt = now;
        }
    }

    /** Those that others have moved. */
    private Set<Integer> moved(Map<Integer, Long> found, Set<Integer> local) {
        return found.entrySet().stream()
                .filter(checkpoint -> !local.contains(checkpoint.getKey())
                        && !checkpoint.getValue().equals(checkpoints.get(checkpoint.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<Integer, Long> checkpoints(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select partition, next_offset from query.checkpoint where projection = ?")) {
            statement.setString(1, Topics.EVENT_LOG_GROUP);
            try (var rows = statement.executeQuery()) {
                var found = new HashMap<Integer, Long>();
                while (rows.next()) {
                    found.put(rows.getInt(1), rows.getLong(2));
                }
                return found;
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
