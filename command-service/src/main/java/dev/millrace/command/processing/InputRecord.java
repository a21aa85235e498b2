package dev.millrace.command.processing;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code millrace.commands} as it came.
 *
 * @param value           empty where the record had none
 * @param timestampMillis Kafka's time of the record
 * @param partition       where it lies
 * @param offset          likewise
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, shared and never compared
record InputRecord(
        byte @Nullable [] key, byte[] value, Headers headers, long timestampMillis, int partition, long offset) {}
