package dev.millrace.command.processing;

import org.apache.kafka.common.utils.Bytes;

/** The state of an entity after a command, encoded already: what fails in encoding must fail before anything is written. */
record EntityWrite(Bytes key, EntityState state, byte[] bytes) {}
