package dev.millrace.platform.projection;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A record that a projection could not apply. The record itself stays where it is, on its topic.
 *
 * @param partition    where it lies
 * @param offset       likewise
 * @param organization whose it is; null where even that cannot be read
 * @param cause        exception classes, SQLSTATEs and places
 */
public record Parked(
        TopicPartition partition, long offset, @Nullable String organization, String cause) {}
