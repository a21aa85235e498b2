package dev.millrace.schemas.envelope;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code millrace.events}, the log of record.
 *
 * @param organization  whose event it is, and the key of the record
 * @param sequence      its place in the organization: 1, 2, 3 … without a gap
 * @param id            UUIDv7, derived from the command, so that a repeated decision makes the same bytes
 * @param type          wire name of the event
 * @param typeVersion   version of the shape of {@code data}, from 1
 * @param subject       the entity it happened to
 * @param entityVersion how many events that entity has had, this one included; from 1
 * @param time          the time of the command
 * @param actor         who asked for it
 * @param commandId     the command that caused it
 * @param correlationId what it belongs to
 * @param chain         hash over everything so far, 64 hexadecimal digits; see {@link Chain}
 * @param traceParent   W3C trace context of the command; null if there was none
 * @param data          the event's own JSON, exactly as hashed
 */
public record EventRecord(
        OrganizationId organization,
        long sequence,
        String id,
        String type,
        int typeVersion,
        Subject subject,
        long entityVersion,
        Instant time,
        String actor,
        CommandId commandId,
        String correlationId,
        String chain,
        @Nullable String traceParent,
        RawJson data) {}
