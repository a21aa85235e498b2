package dev.millrace.bench.peer;

import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.Pacer;
import dev.millrace.bench.load.Schedule;
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

/** Callers of a peer in this process: a thread each, with a writer of its own. They number their commands on from run to run. */
final class Callers {

    private static final long HIGHEST_NANOS = Duration.ofMinutes(2).toNanos();
    private static final int PACED = 8;

    private final AtomicLong commands = new AtomicLong();

    /** Commands a second of {@code count} callers who each wait for their commit. */
    double closedLoop(RowWriter.Source writers, int count, Duration duration) {
        long before = commands.get();
        long nanos = onEach(writers, count, (writer, start) -> {
            long end = start + duration.toNanos();
            while (System.nanoTime() < end) {
                writer.put(commands.getAndIncrement());
            }
        });
        return (commands.get() - before) * 1e9 / nanos;
    }

    /** From due to committed, at the pace of a schedule. */
    LoadResult paced(RowWriter.Source writers, Schedule schedule) {
        var latency = new ConcurrentHistogram(HIGHEST_NANOS, 3);
        var sendLag = new ConcurrentHistogram(HIGHEST_NANOS, 3);
        var next = new AtomicLong();
        long nanos = onEach(writers, PACED, (writer, start) -> {
            for (long i = next.getAndIncrement(); i < schedule.size(); i = next.getAndIncrement()) {
                long due = start + schedule.dueNanos((int) i);
                Pacer.awaitNanoTime(due);
                sendLag.recordValue(Math.clamp(System.nanoTime() - due, 0, HIGHEST_NANOS));
                writer.put(commands.getAndIncrement());
                latency.recordValue(Math.clamp(System.nanoTime() - due, 0, HIGHEST_NANOS));
            }
        });
        return new LoadResult(latency, sendLag, Map.of(), nanos, 0);
    }

    @FunctionalInterface
    private interface Caller {
        void run(RowWriter writer, long start) throws SQLException;
    }

    /** Returns how long it took once every writer was open, in nanoseconds. */
    private static long onEach(RowWriter.Source writers, int count, Caller caller) {
        var open = new ArrayList<RowWriter>();
        try (var threads = Executors.newFixedThreadPool(count)) {
            for (int i = 0; i < count; i++) {
                open.add(writers.open());
            }
            long start = System.nanoTime();
            var running = new ArrayList<Future<?>>();
            for (var writer : open) {
                running.add(threads.submit(() -> {
                    caller.run(writer, start);
                    return writer;
                }));
            }
            running.forEach(Callers::await);
            return System.nanoTime() - start;
        } catch (SQLException e) {
            throw new IllegalStateException("Expected the peer to let its callers in", e);
        } finally {
            close(open);
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected the peer to take every command", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring", e);
        }
    }

    private static void close(List<RowWriter> writers) {
        for (var writer : writers) {
            try {
                writer.close();
            } catch (SQLException e) {
                throw new IllegalStateException("Expected the peer to let its callers go", e);
            }
        }
    }
}
