package dev.millrace.platform.kafka;

import java.util.List;

/**
 * Proof that every topic exists. Depend on it to start after the topics were made.
 *
 * @param partitions  how many partitions each topic has; differing topics are among the differences
 * @param created     the topics that did not exist before this start
 * @param differences where existing topics are not as this release would make them; for the health report
 */
public record ProvisionedTopics(int partitions, List<String> created, List<TopicDifference> differences) {

    public ProvisionedTopics {
        created = List.copyOf(created);
        differences = List.copyOf(differences);
    }
}
