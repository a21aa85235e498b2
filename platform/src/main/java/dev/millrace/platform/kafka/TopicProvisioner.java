package dev.millrace.platform.kafka;

import static java.util.Objects.requireNonNull;

import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Makes the topics that are missing and compares those that exist with what is declared. It never changes one: another partition count would move
 * keys, another retention could delete records.
 */
final class TopicProvisioner {

    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);

    private final Admin admin;
    private final KafkaConnection connection;
    private final AdminAnswers answers;

    TopicProvisioner(Admin admin, KafkaConnection connection) {
        this.admin = admin;
        this.connection = connection;
        this.answers = new AdminAnswers(connection.bootstrapServers());
    }

    ProvisionedTopics provision() {
        var existing = answers.await(admin.listTopics().names());
        var missing = Topics.all().stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
        int partitions = partitionsBeside(existing);
        missing.forEach(topic -> create(topic, partitions));
        var descriptions = describeAll();
        awaitLeaders(missing.stream()
                .map(topic -> requireNonNull(descriptions.get(topic.name())))
                .toList());
        var differences = differences(descriptions);
        differences.forEach(TopicProvisioner::report);
        return new ProvisionedTopics(
                existing, partitions, missing.stream().map(Topic::name).toList(), differences);
    }

    /** A new topic goes with those that exist, whatever is configured: an organization has one partition number everywhere. */
    private int partitionsBeside(Set<String> existing) {
        var ours = Topics.all().stream()
                .map(Topic::name)
                .filter(existing::contains)
                .collect(Collectors.toCollection(ArrayList::new));
        if (ours.isEmpty()) {
            return connection.partitions();
        }
        var reference = ours.contains(Topics.EVENTS.name()) ? Topics.EVENTS.name() : ours.getFirst();
        return partitions(answers.await(admin.describeTopics(List.of(reference)).allTopicNames()), reference);
    }

    private void create(Topic topic, int partitions) {
        var request = new NewTopic(topic.name(), partitions, connection.replicationFactor()).configs(settings(topic));
        try {
            answers.await(admin.createTopics(List.of(request)).all());
            LOG.atInfo()
                    .addKeyValue(LogKeys.TOPIC, topic.name())
                    .addKeyValue("partitions", partitions)
                    .log("Topic created");
        } catch (TopicExistsException e) {
            // another instance was quicker; what it made is compared below like any other
            LOG.atDebug().addKeyValue(LogKeys.TOPIC, topic.name()).log("Topic was created by another instance");
        }
    }

    private Map<String, String> settings(Topic topic) {
        var settings = new TreeMap<String, String>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        var retention = topic.retention();
        settings.put(TopicConfig.RETENTION_MS_CONFIG, retention == null ? "-1" : Long.toString(retention.toMillis()));
        // the default of -1 could be overridden on the broker and would then delete from a topic that is kept for ever
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(KafkaConnection.MAX_RECORD_BYTES));
        settings.put(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(Math.max(1, connection.replicationFactor() - 1)));
        return settings;
    }

    private Map<String, TopicDescription> describeAll() {
        var names = Topics.all().stream().map(Topic::name).toList();
        return patiently(() -> answers.await(admin.describeTopics(names).allTopicNames()));
    }

    /** The description of a new topic may name a leader that does not know of it yet; one that can tell its end does. */
    private void awaitLeaders(List<TopicDescription> descriptions) {
        var ends = descriptions.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        patiently(() -> answers.await(admin.listOffsets(ends).all()));
    }

    /** A topic just made may take a moment until every broker knows it, and each question may go to another broker. */
    private static <T> T patiently(Supplier<T> question) {
        var patience = RetryPolicy.builder()
                .includes(UnknownTopicOrPartitionException.class)
                .maxRetries(60)
                .delay(Duration.ofMillis(20))
                .multiplier(1.5)
                .maxDelay(Duration.ofSeconds(1))
                .build();
        try {
            return new RetryTemplate(patience).execute(question::get);
        } catch (RetryException e) {
            throw new IllegalStateException("Expected the topics to be known on the broker", e);
        }
    }

    private List<TopicDifference> differences(Map<String, TopicDescription> descriptions) {
        var configs = describeConfigs(descriptions.keySet());
        var differences = new ArrayList<TopicDifference>();
        for (var topic : Topics.all()) {
            var comparison = new TopicComparison(topic.name(), differences);
            comparison.partitions(connection.partitions(), partitions(descriptions, topic.name()));
            var actual = requireNonNull(configs.get(topic.name()));
            settings(topic)
                    .forEach((setting, expected) -> comparison.setting(
                            setting,
                            expected,
                            requireNonNull(actual.get(setting)).value()));
        }
        return differences;
    }

    private static int partitions(Map<String, TopicDescription> descriptions, String topic) {
        return requireNonNull(descriptions.get(topic)).partitions().size();
    }

    private Map<String, Config> describeConfigs(Set<String> names) {
        var resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        return answers.await(admin.describeConfigs(resources).all()).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    private static void report(TopicDifference difference) {
        LOG.atWarn()
                .addKeyValue(LogKeys.TOPIC, difference.topic())
                .addKeyValue("setting", difference.setting())
                .addKeyValue("expected", difference.expected())
                .addKeyValue("actual", difference.actual())
                .addKeyValue("remedy", difference.remedy())
                .log("Topic differs from its declaration and is left as it is");
    }
}
