package dev.millrace.platform.projection;

import dev.millrace.platform.database.Transactions;
import dev.millrace.platform.health.VitalThread;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** One projection with its thread. Starts and stops once. */
final class RunningProjection {

    private static final long STOP_WITHIN_MILLIS = 10_000;

    private final RecordProjection projection;
    private final ProjectionTables tables;
    private final Transactions transactions;
    private final ParkedRetry retry;
    private final ProjectionMeters meters = new ProjectionMeters();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Trouble trouble;
    private final ProjectionLoop loop;
    private final VitalThread thread;

    RunningProjection(
            RecordProjection projection,
            Map<String, Object> consumer,
            ProjectionSettings settings,
            Reading reading,
            ProjectionTables tables,
            Transactions transactions) {
        this.projection = projection;
        this.tables = tables;
        this.transactions = transactions;
        this.trouble = new Trouble(projection.name(), settings.minBackoff(), settings.maxBackoff(), stopped);
        this.retry = new ParkedRetry(projection, single(consumer), tables, transactions);
        this.loop = new ProjectionLoop(
                projection,
                reading.consumer(bounded(consumer, settings), settings),
                reading,
                new BatchApplier(projection, tables, transactions, meters),
                new Positions(projection.name(), tables, transactions),
                meters,
                trouble,
                stopped);
        this.thread = yielding("projection-" + reading.name(), this::run);
    }

    /** Whoever waits for a command waits for other threads: where the JVM heeds priorities, this one gives way to them. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing but time depends on it
    private static VitalThread yielding(String name, Runnable work) {
        var thread = new VitalThread(name, work);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    private static Map<String, Object> bounded(Map<String, Object> consumer, ProjectionSettings settings) {
        var bounded = new HashMap<>(consumer);
        bounded.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        bounded.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxBatch());
        bounded.put(
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, (int) settings.maxFetch().toBytes());
        bounded.put(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                (int) settings.maxFetch().toBytes() / 4);
        return bounded;
    }

    private static Map<String, Object> single(Map<String, Object> consumer) {
        var single = new HashMap<>(consumer);
        single.put(ConsumerConfig.CLIENT_ID_CONFIG, consumer.get(ConsumerConfig.CLIENT_ID_CONFIG) + "-retry");
        single.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        single.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        return single;
    }

    void start() {
        thread.start();
    }

    /** Tells the thread to end. */
    void stop() {
        stopped.countDown();
        loop.wakeUp();
    }

    /** Returns once the thread has ended, or after a bound. */
    void awaitEnd() {
        try {
            thread.join(STOP_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String name() {
        return projection.name();
    }

    ProjectionState state() {
        return new ProjectionState(
                projection.name(),
                projection.topic().name(),
                loop.checkpoints(),
                meters.lag(),
                loop.caughtUp(),
                trouble.cause(),
                thread.problem().isEmpty());
    }

    void bindTo(MeterRegistry registry) {
        meters.bindTo(registry, projection.name());
    }

    List<Parked> parked(int limit) throws SQLException {
        return transactions.run(connection -> tables.parked(connection, projection.name(), limit));
    }

    int countParked() throws SQLException {
        return transactions.run(connection -> tables.countParked(connection, projection.name()));
    }

    int retryParked(int limit) throws SQLException {
        return retry.retry(parked(limit));
    }

    private void run() {
        try {
            while (stopped.getCount() > 0) {
                work();
            }
        } catch (Error e) { // nothing is certain any more in this process, so that nothing is tried again
            meters.failed();
            trouble.died(e);
            throw e;
        }
    }

    private void work() {
        try {
            transactions.run(connection -> {
                tables.create(connection);
                return true;
            });
            loop.run();
        } catch (SQLException | RuntimeException e) {
            meters.failed();
            trouble.waitAfter(e);
        }
    }
}
