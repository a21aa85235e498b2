package dev.millrace.bench.peer.axon;

import org.axonframework.messaging.commandhandling.annotation.Command;
import org.axonframework.modelling.annotation.TargetEntityId;
import org.jspecify.annotations.Nullable;

/**
 * Writes a row.
 *
 * @param expectedVersion what the row must be at, 0 for one that is not there; null for any
 */
@Command(namespace = "bench", name = "row.put")
public record PutRow(
        @TargetEntityId String row, Reading data, @Nullable Long expectedVersion) {}
