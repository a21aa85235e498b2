package dev.millrace.command.processing;

import dev.millrace.command.CommandFixtures;
import dev.millrace.embedded.EmbeddedKafka;
import dev.millrace.platform.command.CommandLog;
import dev.millrace.platform.command.Deadlines;
import dev.millrace.platform.command.PendingOutcomes;
import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.BrokerTimeouts;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.kafka.ProvisionedTopics;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** A broker of its own, and the processor beside it. */
final class StreamsFixture implements AutoCloseable {

    private static final int PARTITIONS = 4;

    private final Path directory;
    private final EmbeddedKafka broker;
    private final KafkaConnection connection;
    private final PendingOutcomes pending = new PendingOutcomes(new Deadlines());
    private final Producer<byte[], byte[]> producer;
    private final CommandLog log;
    private final List<CompletableFuture<Void>> appended = new ArrayList<>();

    private @Nullable CommandStreams streams;

    private StreamsFixture(Path directory) {
        this.directory = directory;
        this.broker = EmbeddedKafka.start(directory.resolve("kafka"));
        this.connection = new KafkaConnection(broker.bootstrapServers(), PARTITIONS, (short) 1, Map.of());
        this.producer = new KafkaProducer<>(connection.producer("test"));
        this.log = new CommandLog(producer, Duration.ZERO);
    }

    static StreamsFixture start(Path directory) {
        var fixture = new StreamsFixture(directory);
        try (var admin = Admin.create(fixture.connection.client("admin"))) {
            var topics = Topics.all().stream()
                    .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1))
                    .toList();
            await(admin.createTopics(topics).all().toCompletionStage().toCompletableFuture());
        }
        return fixture;
    }

    /** Starts the processor with one thread. */
    void streams(Object collaborator) {
        streams(1, collaborator);
    }

    /** Starts the processor. */
    void streams(int threads, Object collaborator) {
        streams = node("node", threads, CommandFixtures.runtime(collaborator));
        streams.start();
    }

    /** The processor of a node, not started. */
    CommandStreams node(String name, int threads, EntityRuntime runtime) {
        return new CommandStreams(
                TopologyFixture.settings(directory.resolve("state-" + name), threads),
                connection,
                new ProvisionedTopics(Set.of(), PARTITIONS, List.of(), List.of()),
                BrokerTimeouts.DEFAULTS,
                new InstanceId(name),
                runtime,
                pending,
                new SimpleMeterRegistry());
    }

    /** Whether it calls itself unready though Kafka Streams runs: a thread is down. */
    boolean missesAThread() {
        var processor = Objects.requireNonNull(streams);
        return !processor.isReady() && processor.state() == KafkaStreams.State.RUNNING;
    }

    void append(CommandRecord command) {
        appended.add(log.append(command));
    }

    /** Appends and waits for the outcome, which only the processor's commit can bring. */
    Outcome decide(CommandRecord command) {
        var outcome = pending.await(command.organization(), command.id());
        append(command);
        return await(outcome);
    }

    /** Committed events in the order of their partitions, once there are that many; fails if there are more. */
    List<EventRecord> events(int count, Duration patience) {
        appended.forEach(StreamsFixture::await);
        var settings = connection.consumer("reader");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        var events = new ArrayList<EventRecord>(count);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            var partitions = new ArrayList<TopicPartition>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(Topics.EVENTS.name(), partition));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + patience.toNanos();
            while (events.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> events.add(Records.event(record)));
            }
            consumer.poll(Duration.ofMillis(500)).forEach(record -> events.add(Records.event(record)));
        }
        if (events.size() != count) {
            throw new AssertionError("Expected %d events, but there are %d".formatted(count, events.size()));
        }
        return events;
    }

    void stopStreams() {
        if (streams != null) {
            streams.stop();
        }
    }

    @Override
    public void close() {
        stopStreams();
        producer.close();
        broker.close();
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("Expected an answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }
}
