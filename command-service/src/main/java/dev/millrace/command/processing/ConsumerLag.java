package dev.millrace.command.processing;

import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/** Reads the lag out of the metrics of the consumers. */
final class ConsumerLag {

    private ConsumerLag() {}

    /** The sum over all partitions of the main consumers, in records. Threads that have ended leave metrics behind, which say nothing any more. */
    static double of(KafkaStreams streams) {
        var consumers = streams.metadataForLocalThreads().stream()
                .map(ThreadMetadata::consumerClientId)
                .collect(Collectors.toSet());
        return streams.metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("records-lag")
                        && consumers.contains(entry.getKey().tags().get("client-id")))
                .map(entry -> ((Metric) entry.getValue()).metricValue())
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .filter(lag -> lag > 0)
                .sum();
    }
}
