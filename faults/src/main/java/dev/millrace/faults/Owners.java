package dev.millrace.faults;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/** Which node decides the commands of which organization now. */
final class Owners {

    /** The consumer group of the processors. */
    private static final String GROUP = "millrace-command";

    private final int partitions;
    private final Map<Integer, String> clients;

    private Owners(int partitions, Map<Integer, String> clients) {
        this.partitions = partitions;
        this.clients = clients;
    }

    /**
     * Asks the group; nobody owns anything if it does not answer.
     *
     * @param partitions of each topic
     */
    static Owners ask(String bootstrapServers, int partitions) throws InterruptedException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var group = admin.describeConsumerGroups(List.of(GROUP)).all().get(10, TimeUnit.SECONDS);
            var clients = new HashMap<Integer, String>();
            group.values().stream()
                    .flatMap(description -> description.members().stream())
                    .forEach(member -> member.assignment()
                            .topicPartitions()
                            .forEach(partition -> clients.put(partition.partition(), member.clientId())));
            return new Owners(partitions, clients);
        } catch (ExecutionException | TimeoutException e) {
            return new Owners(partitions, Map.of());
        }
    }

    /** True if both of two nodes have partitions, or more if there are more. */
    boolean isShared() {
        return clients.values().stream().distinct().count() >= Cluster.NODES;
    }

    /** True if the node owns the organization's partition. The client of a processor bears the name of its node. */
    boolean isOwner(ServiceNode node, String organization) {
        int partition = BuiltInPartitioner.partitionForKey(organization.getBytes(StandardCharsets.UTF_8), partitions);
        return clients.getOrDefault(partition, "").contains(node.name());
    }
}
