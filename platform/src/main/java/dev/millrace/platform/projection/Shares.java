package dev.millrace.platform.projection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A topic's partitions among several threads of one node, each with about as many records to read. Made once, by whoever asks first, so that all see the same. */
final class Shares {

    private final int count;
    private @Nullable List<Set<TopicPartition>> shares;

    Shares(int count) {
        this.count = count;
    }

    /** The share with this index; empty if there are fewer partitions than shares. */
    synchronized Set<TopicPartition> get(int index, String topic, Consumer<byte[], byte[]> consumer) {
        if (shares == null) {
            shares = split(sizes(topic, consumer), count);
        }
        return shares.get(index);
    }

    private static Map<TopicPartition, Long> sizes(String topic, Consumer<byte[], byte[]> consumer) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        var beginnings = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        return partitions.stream()
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> ends.getOrDefault(partition, 0L) - beginnings.getOrDefault(partition, 0L)));
    }

    /** The largest first, each to the share that has least. */
    static List<Set<TopicPartition>> split(Map<TopicPartition, Long> sizes, int count) {
        var shares = IntStream.range(0, count)
                .mapToObj(_ -> new HashSet<TopicPartition>())
                .toList();
        var totals = new long[count];
        var largestFirst = new ArrayList<>(sizes.entrySet());
        largestFirst.sort(Map.Entry.<TopicPartition, Long>comparingByValue()
                .reversed()
                .thenComparingInt(partition -> partition.getKey().partition()));
        for (var partition : largestFirst) {
            int least = IntStream.range(0, count)
                    .boxed()
                    .min(Comparator.<Integer>comparingLong(share -> totals[share])
                            .thenComparingInt(share -> shares.get(share).size()))
                    .orElseThrow();
            shares.get(least).add(partition.getKey());
            totals[least] += partition.getValue();
        }
        return List.copyOf(shares);
    }
}
