package dev.millrace.command.processing;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Reads the lag out of the metrics of the consumers. */
final class ConsumerLag {

    private ConsumerLag() {}

    /** The sum over all partitions of the main consumers, in records. */
    static double of(Map<MetricName, ? extends Metric> metrics) {
        return metrics.values().stream()
                .filter(metric -> metric.metricName().name().equals("records-lag")
                        && !metric.metricName()
                                .tags()
                                .getOrDefault("client-id", "")
                                .contains("restore-consumer"))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .filter(lag -> lag > 0)
                .sum();
    }
}
