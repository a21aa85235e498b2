package dev.millrace.bench.scenario;

import dev.millrace.bench.child.Api;
import dev.millrace.bench.load.Pacer;
import dev.millrace.bench.workload.RowData;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far the rows are, asked over HTTP: {@code Millrace-Sequence} of each organization. */
final class ProjectionLag {

    private static final Duration ASK_AGAIN = Duration.ofMillis(100);
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final Api api;
    private final List<String> organizations;

    ProjectionLag(Bed bed) throws IOException {
        api = bed.api();
        organizations = bed.organizations();
    }

    /** The sequence of each organization that the rows show now. */
    Map<String, Long> projected() throws IOException {
        var sequences = new LinkedHashMap<String, Long>();
        for (var organization : organizations) {
            sequences.put(organization, api.projectedSequence(organization, RowData.TABLE));
        }
        return sequences;
    }

    /** The sum over all organizations. */
    static long sum(Map<String, Long> sequences) {
        return sequences.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The sum after a moment's rest, so that who asks again and again does not ask too often. */
    long nextSum() throws IOException {
        Pacer.awaitNanoTime(System.nanoTime() + ASK_AGAIN.toNanos());
        return sum(projected());
    }

    /** Waits until the sum has reached {@code target} and returns that moment of {@link System#nanoTime}. */
    long awaitSum(long target) throws IOException {
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        for (long sum = sum(projected()); sum < target; sum = sum(projected())) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "Expected the rows to show %,d events in all, but they show %,d".formatted(target, sum));
            }
            Pacer.awaitNanoTime(System.nanoTime() + ASK_AGAIN.toNanos());
        }
        return System.nanoTime();
    }

    /** Waits until nothing moves any more, and returns the sum. */
    long awaitQuiet() throws IOException {
        long before = -1;
        long now = sum(projected());
        while (now != before) {
            Pacer.awaitNanoTime(System.nanoTime() + Duration.ofSeconds(1).toNanos());
            before = now;
            now = sum(projected());
        }
        return now;
    }
}
