package dev.millrace.schemas.envelope;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of {@code millrace.commands}: a command, or an atomic batch of them, with who asked and from where.
 *
 * @param id              identity; a repeated one has no second effect for seven days
 * @param organization    whose command it is, and the key of the record
 * @param type            wire name of the command, or {@link #BATCH}
 * @param data            the command's own JSON; for a batch {@code {"commands":[{"type","data","expectedVersion"?}]}}
 * @param expectedVersion the version the target must have, 0 for "must not exist"; null for any
 * @param time            when the front door took it in; the only clock that deciding code sees
 * @param actor           who asked: the token's subject, or {@code webhook:<source>}
 * @param source          the front door, a URI reference such as {@code /http} (CloudEvents {@code source})
 * @param correlationId   what it belongs to; the command's own id unless the caller gave one
 * @param replyTo         the node that waits for the outcome; null if none does
 * @param traceParent     W3C trace context of the request; null if there was none
 */
public record CommandRecord(
        CommandId id,
        OrganizationId organization,
        String type,
        RawJson data,
        @Nullable Long expectedVersion,
        Instant time,
        String actor,
        String source,
        String correlationId,
        @Nullable String replyTo,
        @Nullable String traceParent) {

    /** The type of a record that holds several commands, all or none of which take effect. */
    public static final String BATCH = "millrace.batch";
}
