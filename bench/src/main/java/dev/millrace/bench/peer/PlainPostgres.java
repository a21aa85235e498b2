package dev.millrace.bench.peer;

import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.Pacer;
import dev.millrace.bench.load.Schedule;
import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.embedded.EmbeddedPostgres;
import dev.millrace.embedded.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * The same command without any platform: one transaction that locks the row, checks its version, inserts event and outbox entry and writes the state. Called in process,
 * without HTTP and without a schema check, on a server of its own with the settings of the embedded one.
 */
public final class PlainPostgres implements AutoCloseable {

    private static final long HIGHEST_NANOS = Duration.ofMinutes(2).toNanos();
    private static final List<Integer> CALLERS = List.of(1, 8, 32);
    private static final int LATENCY_CALLERS = 8;
    private static final Duration CONNECTING = Duration.ofMillis(500);

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final AtomicLong commands = new AtomicLong();

    /** Starts a server in an empty directory. */
    public PlainPostgres(Path directory) {
        this.directory = directory;
        postgres = EmbeddedPostgres.start(directory);
        try {
            RowStore.createTables(postgres.url(), postgres.username(), postgres.password());
        } catch (SQLException e) {
            postgres.close();
            throw new IllegalStateException("Expected PostgreSQL to make the tables", e);
        }
    }

    /** Which commits wait for the disk. */
    public enum Commit {
        /** Every one: {@code synchronous_commit = on}. */
        DURABLE("on"),
        /** None; a crash of the machine loses the last moments: {@code synchronous_commit = off}. */
        DEFERRED("off");

        private final String setting;

        Commit(String setting) {
            this.setting = setting;
        }

        String setting() {
            return setting;
        }
    }

    /** The most commands a second with 1, 8 or 32 callers, whichever does best. */
    public Row throughput(Commit commit, Duration duration) {
        double best = 0;
        int callers = 0;
        for (int count : CALLERS) {
            double rate = closedLoop(commit, count, duration);
            if (rate > best) {
                best = rate;
                callers = count;
            }
        }
        var label = "peer: plain PostgreSQL, synchronous_commit " + commit.setting();
        return new Row(label, Role.PEER, Map.of(Column.THROUGHPUT, best, Column.CONNECTIONS, (double) callers));
    }

    /** From due to committed at the pace of a schedule. */
    public Row latency(Commit commit, Schedule schedule) {
        var latency = new ConcurrentHistogram(HIGHEST_NANOS, 3);
        var sendLag = new ConcurrentHistogram(HIGHEST_NANOS, 3);
        var next = new AtomicLong();
        long start = System.nanoTime() + CONNECTING.toNanos();
        onEach(commit, LATENCY_CALLERS, store -> {
            for (long i = next.getAndIncrement(); i < schedule.size(); i = next.getAndIncrement()) {
                long due = start + schedule.dueNanos((int) i);
                Pacer.awaitNanoTime(due);
                sendLag.recordValue(Math.clamp(System.nanoTime() - due, 0, HIGHEST_NANOS));
                store.put(commands.getAndIncrement());
                latency.recordValue(Math.clamp(System.nanoTime() - due, 0, HIGHEST_NANOS));
            }
        });
        var result = new LoadResult(latency, sendLag, Map.of(), System.nanoTime() - start, 0);
        return Row.of("peer: plain PostgreSQL, synchronous_commit " + commit.setting(), Role.PEER, result);
    }

    private double closedLoop(Commit commit, int callers, Duration duration) {
        long before = commands.get();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        onEach(commit, callers, store -> {
            while (System.nanoTime() < end) {
                store.put(commands.getAndIncrement());
            }
        });
        return (commands.get() - before) * 1e9 / (System.nanoTime() - start);
    }

    @FunctionalInterface
    private interface Caller {
        void run(RowStore store) throws SQLException;
    }

    private void onEach(Commit commit, int callers, Caller caller) {
        try (var threads = Executors.newFixedThreadPool(callers)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < callers; i++) {
                running.add(threads.submit(() -> {
                    try (var store =
                            new RowStore(postgres.url(), postgres.username(), postgres.password(), commit.setting())) {
                        caller.run(store);
                    }
                    return commit;
                }));
            }
            running.forEach(PlainPostgres::await);
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected PostgreSQL to take every command", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring", e);
        }
    }

    /** Stops the server and deletes its directory. */
    @Override
    public void close() throws IOException {
        postgres.close();
        Trees.delete(directory);
    }
}
