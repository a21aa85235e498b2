package dev.millrace.platform.kafka;

import dev.millrace.platform.json.Json;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Records of {@code millrace.dead-letters}. Their value is the letter as JSON, in which what is kept travels as Base64, because it may be no JSON at all. */
public final class DeadLetters {

    private DeadLetters() {}

    private record Value(
            OrganizationId organization,
            String id,
            DeadLetterRecord.Kind kind,
            DeadLetterRecord.State state,
            String type,
            String topic,
            int partition,
            long offset,
            String cause,
            Instant time,
            String actor,
            String data) {}

    /**
     * The record of a letter.
     *
     * @param source who writes it, as a URI reference
     */
    public static ProducerRecord<byte[], byte[]> record(DeadLetterRecord letter, String source) {
        var headers = Records.cloudEvent(
                letter.id(),
                "millrace.dead-letter." + letter.state().name().toLowerCase(Locale.ROOT),
                Records.utf8(source),
                letter.time());
        Records.put(headers, Records.ORGANIZATION, letter.organization().value());
        return Records.record(Topics.DEAD_LETTERS.name(), letter.organization(), toJson(letter), headers);
    }

    /** Reads a record; fails with {@link MalformedRecord} if it is no letter's. */
    public static DeadLetterRecord read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return fromJson(Records.data(record.value()).bytes());
        } catch (JacksonException | IllegalArgumentException e) {
            throw new MalformedRecord("Expected a dead letter as JSON", e);
        }
    }

    private static byte[] toJson(DeadLetterRecord letter) {
        return Json.MAPPER.writeValueAsBytes(new Value(
                letter.organization(),
                letter.id(),
                letter.kind(),
                letter.state(),
                letter.type(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.cause(),
                letter.time(),
                letter.actor(),
                Base64.getEncoder().encodeToString(letter.data().bytes())));
    }

    private static DeadLetterRecord fromJson(byte[] json) {
        @Nullable Value value = Json.MAPPER.readValue(json, Value.class);
        if (value == null) { // JSON's null
            throw new MalformedRecord("Expected a dead letter, but got null");
        }
        return new DeadLetterRecord(
                value.organization(),
                value.id(),
                value.kind(),
                value.state(),
                value.type(),
                value.topic(),
                value.partition(),
                value.offset(),
                value.cause(),
                value.time(),
                value.actor(),
                RawJson.of(Base64.getDecoder().decode(value.data())));
    }
}
