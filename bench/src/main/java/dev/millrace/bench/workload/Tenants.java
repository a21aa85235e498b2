package dev.millrace.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Names of organizations that lie evenly over the partitions, so that no partition idles by chance of hashing. */
public final class Tenants {

    private Tenants() {}

    /** One organization for each of {@code partitions} partitions, in the order of the partitions. */
    public static List<String> onePerPartition(String prefix, int partitions) {
        return spread(prefix, partitions, partitions);
    }

    /** {@code count} organizations, the partitions in turn; the first of them stay the same when there are more. */
    public static List<String> spread(String prefix, int count, int partitions) {
        var next = new int[partitions];
        var found = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            int partition = i % partitions;
            int number = next[partition];
            while (partitionOf(prefix + number, partitions) != partition) {
                number++;
            }
            next[partition] = number + 1;
            found.add(prefix + number);
        }
        return List.copyOf(found);
    }

    static int partitionOf(String organization, int partitions) {
        return BuiltInPartitioner.partitionForKey(organization.getBytes(StandardCharsets.UTF_8), partitions);
    }
}
