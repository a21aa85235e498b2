package dev.millrace.command.processing;

import org.apache.kafka.common.utils.Bytes;

/** The state of an entity after a command, encoded already: what fails in encoding must fail before anything is written. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, shared and never compared
record EntityWrite(Bytes key, EntityState state, byte[] bytes) {}
