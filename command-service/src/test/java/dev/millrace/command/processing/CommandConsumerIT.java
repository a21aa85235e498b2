package dev.millrace.command.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.embedded.EmbeddedKafka;
import dev.millrace.platform.kafka.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The consumer on a real broker. Its patience is long here, because it ends with the first record and so costs no time. */
class CommandConsumerIT {

    private static final TopicPartition PLACE = new TopicPartition("commands", 0);
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final PollBatches batches = new PollBatches();

    private Map<String, Object> settings;
    private EmbeddedKafka broker;
    private Admin admin;
    private KafkaProducer<byte[], byte[]> producer;
    private CommandConsumer consumer;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedKafka.start(directory);
        var connection = new KafkaConnection(broker.bootstrapServers(), 1, (short) 1, Map.of());
        admin = Admin.create(connection.client("admin"));
        admin.createTopics(List.of(new NewTopic(PLACE.topic(), 1, (short) 1)))
                .all()
                .get();
        var batching = new HashMap<>(connection.producer("test"));
        batching.put(ProducerConfig.LINGER_MS_CONFIG, 1_000); // until it is flushed
        producer = new KafkaProducer<>(batching);
        settings = new HashMap<>(connection.client("test"));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // A fetch in the background waits for its record as long as a test takes.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20_000);
        // However late it comes to the broker, it brings what was appended at once and no more.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        consumer = new CommandConsumer(settings, batches, LONG, new ThreadReplacement());
        consumer.assign(List.of(PLACE));
        consumer.seek(PLACE, 0);
    }

    @AfterEach
    void stop() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        producer.close();
        admin.close();
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void onlyAThreadThatFailedLeavesTheGroup(boolean fails, int left) throws Exception {
        // given
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.remove(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "group");
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "node-1");
        var replacement = new ThreadReplacement();
        var member = new CommandConsumer(settings, batches, LONG, replacement);
        member.subscribe(List.of(PLACE.topic()));
        for (int polls = 0; polls < 300 && member.assignment().isEmpty(); polls++) {
            member.poll(Duration.ofMillis(100));
        }
        assertThat(member.assignment()).containsExactly(PLACE);
        // when
        if (fails) {
            replacement.handle(new IllegalStateException("disk"));
        }
        member.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP));
        // then
        var groups = admin.describeConsumerGroups(List.of("group")).all().get().values();
        assertThat(groups)
                .singleElement()
                .satisfies(group -> assertThat(group.members()).hasSize(left));
    }

    @Test
    void aBusyPollBringsWhatCameSinceItWasFetched() {
        // given
        busy();
        append("fetched while the last batch is processed");
        append("later", "latest");
        // when
        var records = consumer.poll(LONG);
        // then
        assertThat(values(records)).containsExactly("fetched while the last batch is processed", "later", "latest");
        assertThat(records.nextOffsets()).containsOnlyKeys(PLACE).hasValueSatisfying(at(7));
        IntStream.range(0, 2).forEach(_ -> assertThat(batches.processed(0)).isEqualTo(PollBatches.End.NOTHING));
        assertThat(batches.processed(0)).isEqualTo(PollBatches.End.BATCH);
    }

    @Test
    void aLonelyRecordWaitsForNoOther() {
        // given
        append("alone");
        assertThat(values(consumer.poll(LONG))).containsExactly("alone");
        append("alone again");
        append("not waited for");
        // when
        var records = consumer.poll(LONG);
        // then
        assertThat(values(records)).containsExactly("alone again");
    }

    @Test
    void whatAFailureTookAwayComesAgain() throws Exception {
        // given
        busy();
        append("fetched, then lost by the broker with all that follows");
        append("later");
        admin.deleteRecords(Map.of(PLACE, RecordsToDelete.beforeOffset(6)))
                .all()
                .get();
        // when
        assertThatThrownBy(() -> consumer.poll(LONG)).isInstanceOf(InvalidOffsetException.class);
        // then
        assertThat(consumer.position(PLACE)).isEqualTo(4);
    }

    private static Condition<OffsetAndMetadata> at(long offset) {
        return new Condition<>(place -> place.offset() == offset, "at offset %d", offset);
    }

    /** A batch of several is processed; the consumer has asked for more when it handed it out. */
    private void busy() {
        append("of the last batch", "of it as well", "this one too", "and this one");
        assertThat(consumer.poll(LONG).count()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            var _ = batches.processed(0);
        }
    }

    /** In one batch; returns when it has arrived, and with it every fetch that waited for one. */
    private void append(String... values) {
        for (var value : values) {
            var _ = producer.send(new ProducerRecord<>(PLACE.topic(), 0, null, value.getBytes(StandardCharsets.UTF_8)));
        }
        producer.flush();
    }

    private static List<String> values(ConsumerRecords<byte[], byte[]> records) {
        var values = new ArrayList<String>();
        records.forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
        return values;
    }
}
