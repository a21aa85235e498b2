package dev.millrace.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** One load from its first request to its last answer, and what it records. Answers are recorded by the reading thread, sends by the calling one. */
abstract class Run {

    private static final long HIGHEST_NANOS = Duration.ofMinutes(2).toNanos();
    private static final int DIGITS = 3;

    /** Between two loads: answers that come too late are dropped. */
    static final Run NONE =
            new Run(
                    (index, due, out) -> {
                        throw new IllegalStateException("Expected a load to be running");
                    },
                    0) {
                @Override
                void send(long start) {}

                @Override
                void answered(Connection connection) {}
            };

    private final RequestSource requests;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final Histogram latency = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram sendLag = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Map<String, Long> errors = new HashMap<>();
    private volatile long expected;
    private volatile long lastAnswer;

    Run(RequestSource requests, long expected) {
        this.requests = requests;
        this.expected = expected;
    }

    /** Sends everything; {@code start} is the zero of the schedule. */
    abstract void send(long start) throws IOException;

    /** The connection is free again. */
    abstract void answered(Connection connection) throws IOException;

    /** Sends when it is due; how late that is, is the generator's doing. */
    final void sendOnTime(Connection connection, long index, long due) throws IOException {
        connection.send(requests, index, due);
        sendLag.recordValue(Math.clamp(System.nanoTime() - due, 0, HIGHEST_NANOS));
    }

    /** Sends what waited for a connection, which is the server's doing. */
    final void sendLate(Connection connection, long index, long due) throws IOException {
        connection.send(requests, index, due);
    }

    final long nextIndex() {
        return sent.getAndIncrement();
    }

    final long sent() {
        return sent.get();
    }

    final void endsAfter(long requestCount) {
        expected = requestCount;
    }

    final void record(int status, long now, long due) {
        if (status >= 200 && status < 300) {
            latency.recordValue(Math.clamp(now - due, 0, HIGHEST_NANOS));
            countAnswer(now);
        } else {
            recordError("status " + status);
        }
    }

    final void recordError(String reason) {
        synchronized (errors) {
            errors.merge(reason, 1L, Long::sum);
        }
        countAnswer(System.nanoTime());
    }

    private void countAnswer(long now) {
        lastAnswer = now;
        answers.incrementAndGet();
    }

    final void awaitAnswers(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (answers.get() < expected && System.nanoTime() < end) {
            Pacer.awaitNanoTime(System.nanoTime() + Duration.ofMillis(2).toNanos());
        }
    }

    final LoadResult result(long start, long cpuNanos) {
        long missing = expected - answers.get();
        synchronized (errors) {
            if (missing > 0) {
                errors.merge("no answer", missing, Long::sum);
            }
            return new LoadResult(latency, sendLag, errors, Math.max(1, lastAnswer - start), cpuNanos);
        }
    }
}
