package dev.millrace.command.processing;

import dev.millrace.platform.instance.InstanceId;
import dev.millrace.platform.kafka.BrokerTimeouts;
import dev.millrace.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of the one Streams application, each with its reason. */
final class StreamsSettings {

    /** Names the consumer group, the changelogs and the folder on disk: never to be changed once there is data. */
    static final String APPLICATION = "millrace-command";

    /** Only the fallback where the end of a poll batch was missed. */
    private static final int COMMIT_INTERVAL_MILLIS = 100;

    /**
     * Changelog records that a partition's state may lack on a node that is to decide for it. With Streams' own 10,000 a node that comes
     * back with nothing is given partitions at once, and nobody decides for them while it reads.
     */
    static final long WARM_RECORDS = 1_000;

    /** Until a node whose state was cold, and has become warm, is given partitions: the least that Streams takes. */
    private static final long WARM_AGAIN_MILLIS = 60_000;

    /** Kafka's own half a second would be the larger part of a takeover, apart from the silence before it. */
    private static final int FETCH_WAIT_MILLIS = 100;

    private StreamsSettings() {}

    /** With the session that the brokers allow, which may be longer than the one that is wanted. */
    static Properties of(
            ProcessingSettings settings,
            BrokerTimeouts brokers,
            KafkaConnection kafka,
            InstanceId instance,
            StateMemory memory) {
        var properties = new Properties();
        properties.putAll(kafka.client(APPLICATION + "-" + instance));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        properties.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, WARM_RECORDS);
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, WARM_AGAIN_MILLIS);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) kafka.replicationFactor());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                settings.stateDirectory().toAbsolutePath().toString());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedStores.class);
        properties.put(BoundedStores.MEMORY, memory);
        consumer(properties, brokers.session(settings.sessionTimeout()), instance);
        producer(properties, settings);
        return properties;
    }

    private static void consumer(Properties properties, Duration session, InstanceId instance) {
        // Classic, because group.protocol=streams took over more slowly, or not at all.
        main(properties, ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        main(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        main(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(session.toMillis()));
        // An eighth: several may be lost before the node counts as gone, and the others learn from theirs that it is.
        main(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, millis(session.toMillis() / 8));
        // What is newly assigned is fetched when the fetch under way has ended, which waits so long if there is
        // nothing.
        main(properties, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        properties.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), FETCH_WAIT_MILLIS);
        // A process that comes back under its name gets its partitions back without a rebalance.
        main(properties, CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, instance.value());
    }

    private static void producer(Properties properties, ProcessingSettings settings) {
        producer(properties, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        // Headers say much the same again and again, and what a broker does with a batch costs by its bytes.
        producer(
                properties,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                settings.compression().setting());
        producer(properties, ProducerConfig.BUFFER_MEMORY_CONFIG, 48L * 1024 * 1024);
        producer(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KafkaConnection.MAX_RECORD_BYTES);
        producer(properties, ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // After a commit the next transaction may have to wait for the markers of the last: the default of 100 ms would
        // be seen as latency.
        producer(properties, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        producer(properties, ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 20);
        producer(
                properties,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                millis(settings.transactionTimeout().toMillis()));
    }

    private static int millis(long millis) {
        return Math.toIntExact(millis);
    }

    private static void main(Properties properties, String name, Object value) {
        properties.put(StreamsConfig.mainConsumerPrefix(name), value);
    }

    private static void producer(Properties properties, String name, Object value) {
        properties.put(StreamsConfig.producerPrefix(name), value);
    }
}
