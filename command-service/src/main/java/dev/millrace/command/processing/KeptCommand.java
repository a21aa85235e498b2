package dev.millrace.command.processing;

import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be decided, as it came, so that it can be decided again.
 *
 * @param id        the command, or the name given to a record that names none
 * @param type      wire name, {@code unknown} if the record names none
 * @param time      when it was taken in
 * @param actor     who sent it, {@code unknown} if the record names nobody
 * @param partition where it lies
 * @param offset    likewise
 * @param cause     what went wrong, without payload
 * @param headers   of the record
 * @param value     of the record
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, shared and never compared
record KeptCommand(
        String id,
        String type,
        Instant time,
        String actor,
        int partition,
        long offset,
        String cause,
        List<KeptHeader> headers,
        byte[] value) {

    @SuppressWarnings("ArrayRecordComponent")
    record KeptHeader(String name, byte @Nullable [] value) {}

    static KeptCommand of(CommandRecord command, String cause, InputRecord record) {
        return new KeptCommand(
                command.id().toString(),
                command.type(),
                command.time(),
                command.actor(),
                record.partition(),
                record.offset(),
                cause,
                headers(record.headers()),
                record.value());
    }

    static KeptCommand malformed(String id, String cause, InputRecord record) {
        return new KeptCommand(
                id,
                "unknown",
                Instant.ofEpochMilli(record.timestampMillis()),
                "unknown",
                record.partition(),
                record.offset(),
                cause,
                headers(record.headers()),
                record.value());
    }

    /** The command once more; fails with {@link dev.millrace.platform.kafka.MalformedRecord} if it never was one. */
    CommandRecord command() {
        var restored = new RecordHeaders();
        headers.forEach(header -> restored.add(header.name(), header.value()));
        return Records.command(value, restored);
    }

    DeadLetterRecord letter(OrganizationId organization, DeadLetterRecord.State state) {
        return new DeadLetterRecord(
                organization,
                id,
                DeadLetterRecord.Kind.COMMAND,
                state,
                type,
                Topics.COMMANDS.name(),
                partition,
                offset,
                cause,
                time,
                actor,
                RawJson.of(value));
    }

    private static List<KeptHeader> headers(Headers headers) {
        var kept = new ArrayList<KeptHeader>();
        headers.forEach(header -> kept.add(new KeptHeader(header.key(), header.value())));
        return List.copyOf(kept);
    }
}
