package dev.millrace.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.embedded.EmbeddedKafka;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a broker of its own for each test: topics are the subject. */
class TopicProvisioningIT {

    @TempDir
    private Path directory;

    private EmbeddedKafka kafka;
    private Admin admin;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        admin = Admin.create(connection(8).client("test"));
    }

    @AfterEach
    void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void makesEveryTopicAsDeclared() throws Exception {
        // when
        var topics = provision(3);
        // then
        assertThat(topics.partitions()).isEqualTo(3);
        assertThat(topics.created()).containsExactlyElementsOf(names());
        assertThat(topics.differences()).isEmpty();
        assertThat(setting(Topics.EVENTS, "retention.ms")).isEqualTo("-1");
        assertThat(setting(Topics.EVENTS, "cleanup.policy")).isEqualTo("delete");
        assertThat(setting(Topics.COMMANDS, "retention.ms")).isEqualTo("604800000");
        assertThat(partitions(Topics.DEAD_LETTERS)).isEqualTo(3);
    }

    @Test
    void changesNothingTheSecondTime() {
        // given
        provision(3);
        // when
        var topics = provision(3);
        // then
        assertThat(topics.created()).isEmpty();
        assertThat(topics.differences()).isEmpty();
    }

    @Test
    void reportsATopicThatDiffersAndLeavesItAsItIs() throws Exception {
        // given
        var commands = new NewTopic(Topics.COMMANDS.name(), 3, (short) 1)
                .configs(Map.of("retention.ms", "1000", "cleanup.policy", "compact", "max.message.bytes", "16777216"));
        admin.createTopics(List.of(commands)).all().get(30, TimeUnit.SECONDS);
        // when
        var topics = provision(3);
        // then
        assertThat(topics.differences())
                .extracting(TopicDifference::topic, TopicDifference::setting, TopicDifference::actual)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Topics.COMMANDS.name(), "retention.ms", "1000"),
                        org.assertj.core.groups.Tuple.tuple(Topics.COMMANDS.name(), "cleanup.policy", "compact"));
        assertThat(topics.differences())
                .allSatisfy(difference -> assertThat(difference.remedy()).isNotBlank());
        assertThat(setting(Topics.COMMANDS, "retention.ms")).isEqualTo("1000");
    }

    @Test
    void givesANewTopicThePartitionsOfThoseThatExist() throws Exception {
        // given
        admin.createTopics(List.of(new NewTopic(Topics.EVENTS.name(), 2, (short) 1)))
                .all()
                .get(30, TimeUnit.SECONDS);
        // when
        var topics = provision(5);
        // then
        assertThat(topics.partitions()).isEqualTo(2);
        assertThat(partitions(Topics.COMMANDS)).isEqualTo(2);
        assertThat(topics.differences())
                .filteredOn(difference -> difference.setting().equals("partitions"))
                .extracting(TopicDifference::expected)
                .hasSize(Topics.all().size())
                .containsOnly("5");
    }

    @Test
    void tellsHowSoonTheBrokersLetAnotherNodeTakeOver() {
        // when
        var timeouts = new BrokerTimeoutsReader(admin, connection(3)).read();
        // then: as the embedded broker has them; no member may have a shorter session
        assertThat(timeouts).isEqualTo(new BrokerTimeouts(Duration.ofSeconds(1), Duration.ofMillis(250)));
        assertThat(timeouts.session(Duration.ofMillis(500))).isEqualTo(Duration.ofSeconds(1));
        assertThat(timeouts.session(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    }

    private ProvisionedTopics provision(int partitions) {
        return new TopicProvisioner(admin, connection(partitions)).provision();
    }

    private KafkaConnection connection(int partitions) {
        return new KafkaConnection(kafka.bootstrapServers(), partitions, (short) 1, Map.of());
    }

    private String setting(Topic topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        var configs = admin.describeConfigs(List.of(resource)).all().get(30, TimeUnit.SECONDS);
        return configs.values().iterator().next().get(name).value();
    }

    private int partitions(Topic topic) throws Exception {
        var descriptions =
                admin.describeTopics(List.of(topic.name())).allTopicNames().get(30, TimeUnit.SECONDS);
        return descriptions.values().iterator().next().partitions().size();
    }

    private static List<String> names() {
        return Topics.all().stream().map(Topic::name).toList();
    }
}
