package dev.millrace.command.processing;

import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * {@code millrace.commands} to events, outcomes and dead letters. Every name here is part of what lies on disk and in changelog topics: none may change once there is
 * data.
 */
final class CommandTopology {

    /**
     * Entities, heads of organizations, known outcomes and open dead letters, told apart by {@link StoreKeys}. One store, because each put costs a record, and each
     * changelog a partition more in every transaction.
     */
    static final String STATE_STORE = "state";

    static final String EVENTS = "events";
    static final String OUTCOMES = "outcomes";
    static final String DEAD_LETTERS = "dead-letters";

    private static final String COMMANDS = "commands";
    private static final String DECIDE = "decide";

    private static final Map<String, String> CHANGELOG =
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(KafkaConnection.MAX_RECORD_BYTES));

    private CommandTopology() {}

    static Topology build(ProcessorParts parts) {
        var topology = new Topology();
        topology.addSource(CommandTopology::time, COMMANDS, Topics.COMMANDS.name());
        ProcessorSupplier<byte[], byte[], byte[], byte[]> processor = () -> new CommandProcessor(parts);
        topology.addProcessor(DECIDE, processor, COMMANDS);
        topology.addStateStore(new TaskStoreBuilder(STATE_STORE, CHANGELOG), DECIDE);
        sink(topology, EVENTS, Topics.EVENTS.name());
        sink(topology, OUTCOMES, Topics.OUTCOMES.name());
        sink(topology, DEAD_LETTERS, Topics.DEAD_LETTERS.name());
        return topology;
    }

    /** A record without a time must neither stop the partition nor be passed over uncounted. */
    private static long time(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : Math.max(partitionTime, 0);
    }

    private static void sink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), DECIDE);
    }
}
