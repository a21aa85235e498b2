package dev.millrace.platform.kafka;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects where one topic is not as declared, with what to do about it. */
record TopicComparison(String topic, List<TopicDifference> differences) {

    void partitions(int expected, int actual) {
        if (expected != actual) {
            differences.add(new TopicDifference(
                    topic,
                    "partitions",
                    Integer.toString(expected),
                    Integer.toString(actual),
                    "Set millrace.kafka.partitions to %d. Never add partitions: the keys would move"
                            .formatted(actual)));
        }
    }

    void setting(String setting, String expected, @Nullable String actual) {
        if (!expected.equals(actual)) {
            differences.add(new TopicDifference(
                    topic,
                    setting,
                    expected,
                    String.valueOf(actual),
                    "If it is not on purpose: kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%s"
                            .formatted(topic, setting, expected)));
        }
    }
}
