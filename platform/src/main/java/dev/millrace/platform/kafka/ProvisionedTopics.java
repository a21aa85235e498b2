package dev.millrace.platform.kafka;

import java.util.List;
import java.util.Set;

/**
 * Proof that every topic exists. Depend on it to start after the topics were made.
 *
 * @param found       all topics that existed before this start, whosever they are
 * @param partitions  how many partitions each topic has; differing topics are among the differences
 * @param created     the topics that did not exist before this start
 * @param differences where existing topics are not as this release would make them; for the health report
 */
public record ProvisionedTopics(
        Set<String> found, int partitions, List<String> created, List<TopicDifference> differences) {

    public ProvisionedTopics {
        found = Set.copyOf(found);
        created = List.copyOf(created);
        differences = List.copyOf(differences);
    }
}
