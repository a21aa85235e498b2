package dev.millrace.gateway.protocol;

import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;

/**
 * An event as clients get it, encoded once and shared by everybody who passes it on.
 *
 * @param organization whose event
 * @param sequence     its place in the organization, from 1 without a gap
 * @param subject      the entity it happened to, which decides the channels
 * @param json         the object that goes into the frame, verbatim
 */
public record EncodedEvent(OrganizationId organization, long sequence, Subject subject, RawJson json) {

    /** What an event takes beside its JSON, roughly. */
    private static final int OVERHEAD_BYTES = 160;

    /** Bytes of memory that it takes, roughly. */
    public int cost() {
        return length() + OVERHEAD_BYTES;
    }

    /** Bytes of its JSON. */
    public int length() {
        return json.bytes().length;
    }
}
