package dev.millrace.command.processing;

import static dev.millrace.command.processing.EntityFixture.ACME;

import dev.millrace.command.CommandFixtures;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.json.Json;
import dev.millrace.platform.kafka.BrokerTimeouts;
import dev.millrace.platform.kafka.DeadLetters;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.RawJson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.springframework.util.unit.DataSize;

/** The real topology over RocksDB, without a broker. */
final class TopologyFixture implements AutoCloseable {

    private final PollBatches batches = new PollBatches();
    private final StateMemory memory;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final TestOutputTopic<byte[], byte[]> events;
    private final TestOutputTopic<byte[], byte[]> outcomes;
    private final TestOutputTopic<byte[], byte[]> letters;

    /** Bugs that were reported. */
    final List<ReportedBug> bugs = new ArrayList<>();

    TopologyFixture(Path directory, Instant start, Object... collaborators) {
        memory = new StateMemory(16 * 1024 * 1024, directory);
        var parts = new ProcessorParts(
                new CommandEngine(CommandFixtures.runtime(collaborators)),
                batches,
                new CommittedOutcomes(_ -> {}),
                bugs::add,
                Duration.ofDays(7),
                1024 * 1024);
        var settings = StreamsSettings.of(
                settings(directory), BrokerTimeouts.DEFAULTS, kafka(), new InstanceId("test"), memory);
        driver = new TopologyTestDriver(CommandTopology.build(parts), settings, start);
        input = driver.createInputTopic(Topics.COMMANDS.name(), new ByteArraySerializer(), new ByteArraySerializer());
        events = output(Topics.EVENTS.name());
        outcomes = output(Topics.OUTCOMES.name());
        letters = output(Topics.DEAD_LETTERS.name());
    }

    static KafkaConnection kafka() {
        return new KafkaConnection("localhost:1", 8, (short) 1, Map.of());
    }

    static ProcessingSettings settings(Path directory) {
        return settings(directory, 1);
    }

    static ProcessingSettings settings(Path directory, int threads) {
        return new ProcessingSettings(
                Duration.ofDays(7),
                directory,
                threads,
                0,
                Duration.ofSeconds(6),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                RecordCompression.ZSTD,
                DataSize.ofMegabytes(16),
                DataSize.ofMegabytes(1));
    }

    static CommandId id(long number) {
        return new CommandId(new UUID(1, number));
    }

    static CommandRecord command(long id, DomainCommand command, Instant time) {
        return record(
                id,
                Catalogue.commandTypeOf(command.getClass()).value(),
                RawJson.of(Json.MAPPER.writeValueAsBytes(command)),
                time);
    }

    static CommandRecord record(long id, String type, RawJson data, Instant time) {
        return new CommandRecord(
                id(id), ACME, type, data, null, time, "anna", "/test", id(id).toString(), "node-1", null);
    }

    /** What is sent next comes with a poll of so many records; without this each comes alone. */
    void polls(int records) {
        batches.polled(0, records);
    }

    void send(CommandRecord command) {
        send(Records.of(command), command.time());
    }

    void send(ProducerRecord<byte[], byte[]> record, Instant time) {
        input.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), time));
    }

    List<EventRecord> events() {
        return events.readRecordsToList().stream()
                .map(record -> Records.event(record.value(), record.headers()))
                .toList();
    }

    List<Outcome> outcomes() {
        return outcomes.readRecordsToList().stream()
                .map(record -> Outcomes.fromJson(record.value()))
                .toList();
    }

    List<DeadLetterRecord> letters() {
        return letters.readRecordsToList().stream()
                .map(record -> DeadLetters.read(
                        new ConsumerRecord<>(Topics.DEAD_LETTERS.name(), 0, 0, record.key(), record.value())))
                .toList();
    }

    /** Lets the clock run, so that what is due by it happens. */
    void advance(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Commands whose outcome would be said again. */
    long outcomesKnown() {
        long known = 0;
        try (var entries =
                state().wrapped().range(StoreKeys.start(StoreKeys.OUTCOME), StoreKeys.start(StoreKeys.OUTCOME + 1))) {
            for (; entries.hasNext(); entries.next()) {
                known++;
            }
        }
        return known;
    }

    TaskStore state() {
        return (TaskStore) driver.getStateStore(CommandTopology.STATE_STORE);
    }

    @Override
    public void close() {
        driver.close();
        memory.close();
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
