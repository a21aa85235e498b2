package dev.millrace.platform.projection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/** How a loop comes by the partitions that it reads. */
sealed interface Reading {

    /** What its thread is called. */
    String name();

    /** The settings of its consumer, given those that hold for any. */
    Map<String, Object> consumer(Map<String, Object> any, ProjectionSettings settings);

    /** Begins. The listener is told what there is to read, at once or later. */
    void begin(Consumer<byte[], byte[]> consumer, String topic, ConsumerRebalanceListener listener);

    /** True if the consumer has been told what it reads, be it nothing. */
    boolean isTold(Consumer<byte[], byte[]> consumer);

    /** True if Kafka is to know how far it is. */
    boolean commitsOffsets();

    /** What the group leaves to this node. */
    record Grouped(String name) implements Reading {

        @Override
        public Map<String, Object> consumer(Map<String, Object> any, ProjectionSettings settings) {
            var grouped = new HashMap<>(any);
            grouped.put(ConsumerConfig.GROUP_ID_CONFIG, name);
            // A static member that comes back after a crash has its partitions again at once.
            // A dynamic one would wait for its former self to expire.
            grouped.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, any.get(ConsumerConfig.CLIENT_ID_CONFIG));
            grouped.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int)
                    settings.sessionTimeout().toMillis());
            grouped.put(
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                    (int) settings.sessionTimeout().toMillis() / 5);
            grouped.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
            return grouped;
        }

        @Override
        public void begin(Consumer<byte[], byte[]> consumer, String topic, ConsumerRebalanceListener listener) {
            consumer.subscribe(List.of(topic), listener);
        }

        @Override
        public boolean isTold(Consumer<byte[], byte[]> consumer) {
            return !consumer.assignment().isEmpty() || consumer.groupMetadata().generationId() > 0;
        }

        @Override
        public boolean commitsOffsets() {
            return true;
        }
    }

    /**
     * A share of all partitions, whoever else there is. For one node that reads a topic with several threads.
     *
     * @param index of this share, from 0
     */
    record Share(String projection, int index, Shares shares) implements Reading {

        @Override
        public String name() {
            return "%s.rebuild-%d".formatted(projection, index);
        }

        @Override
        public Map<String, Object> consumer(Map<String, Object> any, ProjectionSettings settings) {
            var single = new HashMap<>(any);
            single.put(ConsumerConfig.CLIENT_ID_CONFIG, any.get(ConsumerConfig.CLIENT_ID_CONFIG) + ".rebuild-" + index);
            return single;
        }

        @Override
        public void begin(Consumer<byte[], byte[]> consumer, String topic, ConsumerRebalanceListener listener) {
            var share = shares.get(index, topic, consumer);
            consumer.assign(share);
            listener.onPartitionsAssigned(share);
        }

        @Override
        public boolean isTold(Consumer<byte[], byte[]> consumer) {
            return true;
        }

        @Override
        public boolean commitsOffsets() {
            return false;
        }
    }
}
