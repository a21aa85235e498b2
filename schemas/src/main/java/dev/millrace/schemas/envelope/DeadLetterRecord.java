package dev.millrace.schemas.envelope;

import java.time.Instant;

/**
 * One record of {@code millrace.dead-letters}: something that could not be processed, or the news that it is settled. The newest record of an id tells its
 * state.
 *
 * @param organization whose it is, and the key of the record
 * @param id           the id of the command or delivery that is kept
 * @param kind         what is kept
 * @param state        where it stands
 * @param type         wire name of the command, or the provider's name of the event
 * @param topic        where the kept record lies
 * @param partition    likewise
 * @param offset       likewise
 * @param cause        what went wrong: exception classes and places, never payloads
 * @param time         when the kept record was taken in
 * @param actor        who sent it
 * @param data         the kept record's own data, secrets sealed
 */
public record DeadLetterRecord(
        OrganizationId organization,
        String id,
        Kind kind,
        State state,
        String type,
        String topic,
        int partition,
        long offset,
        String cause,
        Instant time,
        String actor,
        RawJson data) {

    /** What lies among the dead letters. */
    public enum Kind {
        /** A command whose decision hit a bug. */
        COMMAND,
        /** A webhook delivery that could not become a command, or whose command was rejected. */
        DELIVERY
    }

    /** Where a dead letter stands. */
    public enum State {
        /** Waits for an operator. */
        OPEN,
        /** Was processed again with success. */
        RETRIED,
        /** Was given up. */
        DISCARDED
    }
}
