package dev.millrace.bench.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What one run of the load generator measured.
 *
 * @param latency      nanoseconds from due to answered, of the answers with a 2xx status
 * @param sendLag      nanoseconds from due to sent, of requests that found a connection: what the generator itself adds
 * @param errors       how many requests ended otherwise, by status or reason
 * @param elapsedNanos from the first request to the last answer
 * @param cpuNanos     processor time of the generator's two threads
 */
public record LoadResult(
        Histogram latency, Histogram sendLag, Map<String, Long> errors, long elapsedNanos, long cpuNanos) {

    public LoadResult {
        errors = new TreeMap<>(errors);
    }

    /** Answers with a 2xx status per second. */
    public double throughput() {
        return latency.getTotalCount() * 1e9 / elapsedNanos;
    }

    /** All that did not end with a 2xx status. */
    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Cores that the generator kept busy. */
    public double generatorCores() {
        return (double) cpuNanos / elapsedNanos;
    }

    /** The latency at a percentile, in milliseconds. */
    public double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }
}
