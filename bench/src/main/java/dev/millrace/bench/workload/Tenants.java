package dev.millrace.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Names of organizations that lie evenly over the partitions: one a partition, so that no partition idles by chance of hashing. */
public final class Tenants {

    private Tenants() {}

    /** One organization for each of {@code partitions} partitions, in the order of the partitions. */
    public static List<String> onePerPartition(String prefix, int partitions) {
        var found = new ArrayList<String>();
        for (int partition = 0; partition < partitions; partition++) {
            found.add(firstIn(partition, prefix, partitions));
        }
        return List.copyOf(found);
    }

    private static String firstIn(int partition, String prefix, int partitions) {
        int number = 0;
        while (partitionOf(prefix + number, partitions) != partition) {
            number++;
        }
        return prefix + number;
    }

    static int partitionOf(String organization, int partitions) {
        return BuiltInPartitioner.partitionForKey(organization.getBytes(StandardCharsets.UTF_8), partitions);
    }
}
