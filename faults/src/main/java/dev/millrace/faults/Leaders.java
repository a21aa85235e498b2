package dev.millrace.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Which broker leads which partition. */
record Leaders(Admin admin) {

    private static final int MOVED_WITHIN_SECONDS = 30;

    /**
     * Gives every partition of every topic another leader, in two steps as an operator would: another order of its copies, and an election of the one that is first now.
     *
     * @param by how many places the copies move on
     */
    void move(int by) throws IOException, InterruptedException {
        try {
            var topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get(MOVED_WITHIN_SECONDS, TimeUnit.SECONDS);
            var descriptions = admin.describeTopics(topics).allTopicNames().get(MOVED_WITHIN_SECONDS, TimeUnit.SECONDS);
            var moves = new HashMap<TopicPartition, Optional<NewPartitionReassignment>>();
            descriptions.forEach((topic, description) -> description
                    .partitions()
                    .forEach(partition -> moves.put(
                            new TopicPartition(topic, partition.partition()), Optional.of(moved(partition, by)))));
            admin.alterPartitionReassignments(moves).all().get(MOVED_WITHIN_SECONDS, TimeUnit.SECONDS);
            var elections = admin.electLeaders(ElectionType.PREFERRED, moves.keySet())
                    .partitions()
                    .get(MOVED_WITHIN_SECONDS, TimeUnit.SECONDS);
            if (elections.values().stream().allMatch(Optional::isPresent)) {
                throw new IOException("Expected some leaders to move, but no election succeeded: " + elections);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Expected leaders to move, but they did not", e);
        }
    }

    /** Counted from the leader there is, so that it is another one whatever happened before. */
    private static NewPartitionReassignment moved(TopicPartitionInfo partition, int by) {
        var copies = new ArrayList<>(partition.replicas().stream()
                .map(org.apache.kafka.common.Node::id)
                .sorted()
                .toList());
        var leader = partition.leader();
        int first = leader == null ? 0 : copies.indexOf(leader.id());
        Collections.rotate(copies, -(first + by));
        return new NewPartitionReassignment(copies);
    }
}
