package dev.millrace.platform.kafka;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Kafka is and how its topics are made.
 *
 * @param bootstrapServers  {@code host:port}, several separated by commas
 * @param partitions        partitions of each topic when it is made; 2 where the broker is embedded and nothing is set; a topic that exists keeps its own
 * @param replicationFactor copies of each record when a topic is made; 3 in production
 * @param properties        further client settings by their Kafka names, such as {@code security.protocol}; every client gets them
 */
@Validated
@ConfigurationProperties("millrace.kafka")
public record KafkaConnection(
        @NotBlank @Pattern(regexp = ADDRESSES, message = "must be host:port, several separated by commas")
        String bootstrapServers,

        @DefaultValue("8") @Min(1) @Max(1000) int partitions,
        @DefaultValue("1") @Min(1) @Max(9) short replicationFactor,
        @DefaultValue Map<String, String> properties) {

    private static final String ADDRESSES = "\\s*[^,\\s]+:[0-9]{1,5}\\s*(,\\s*[^,\\s]+:[0-9]{1,5}\\s*)*";

    /** Largest record on any topic, in bytes. A command is at most a fraction of it: an event may hold what it was before and after. */
    public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    public KafkaConnection {
        properties = Map.copyOf(properties);
    }

    /** Settings that every client needs: address, name and whatever was configured. */
    public Map<String, Object> client(String clientId) {
        var settings = new HashMap<String, Object>(properties);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return settings;
    }

    /** Settings of an idempotent producer of bytes that waits for all replicas and gives up after 20 s. */
    public Map<String, Object> producer(String clientId) {
        var settings = client(clientId);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // With more, a new leader may take the second batch and refuse the first one for ever: to a broker that does
        // not know a producer yet, any sequence is the first.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        return settings;
    }

    /** Settings of a consumer of bytes that sees committed records only and commits nothing by itself. */
    public Map<String, Object> consumer(String clientId) {
        var settings = client(clientId);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    /** Without the values of the properties: {@code sasl.jaas.config} is a password. */
    @Override
    public String toString() {
        return "KafkaConnection[bootstrapServers=%s, partitions=%d, replicationFactor=%d, properties=%s]"
                .formatted(bootstrapServers, partitions, replicationFactor, new TreeSet<>(properties.keySet()));
    }
}
