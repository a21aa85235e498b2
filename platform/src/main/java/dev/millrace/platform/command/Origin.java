package dev.millrace.platform.command;

import org.jspecify.annotations.Nullable;

/**
 * Who sends a command, and through which door.
 *
 * @param actor         the token's subject, or {@code webhook:<source>}
 * @param source        the door as a URI reference, such as {@code /http}
 * @param correlationId what it belongs to, 1 to 200 printable characters; null for the command itself
 * @param traceParent   W3C trace context; null if there is none
 * @param awaitsOutcome true if somebody in this process waits for the outcome
 */
public record Origin(
        String actor,
        String source,
        @Nullable String correlationId,
        @Nullable String traceParent,
        boolean awaitsOutcome) {}
