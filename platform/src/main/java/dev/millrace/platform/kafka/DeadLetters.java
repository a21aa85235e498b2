package dev.millrace.platform.kafka;

import dev.millrace.platform.json.Json;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The value of a dead letter. What is kept travels as Base64, because it may be no JSON at all. */
final class DeadLetters {

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

    static byte[] toJson(DeadLetterRecord letter) {
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

    static DeadLetterRecord fromJson(byte[] json) {
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
