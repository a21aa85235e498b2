package dev.millrace.query.read;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.SequenceHeaders;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers with the sequence that they show. */
public final class Answers {

    private Answers() {}

    /** JSON of an object. */
    public static ResponseEntity<byte[]> json(long sequence, Object body) {
        return builder(sequence).body(Json.MAPPER.writeValueAsBytes(body));
    }

    /** JSON that is ready. */
    public static ResponseEntity<byte[]> json(long sequence, byte[] body) {
        return builder(sequence).body(body);
    }

    /** The beginning of such an answer. */
    public static ResponseEntity.BodyBuilder builder(long sequence) {
        return headed(HttpStatus.OK, sequence).contentType(MediaType.APPLICATION_JSON);
    }

    /** The beginning of the answer to a caller who has it already: with the headers that it would have had (RFC 9110 §15.4.5). */
    public static ResponseEntity.BodyBuilder unchanged(long sequence) {
        return headed(HttpStatus.NOT_MODIFIED, sequence);
    }

    private static ResponseEntity.BodyBuilder headed(HttpStatus status, long sequence) {
        return ResponseEntity.status(status)
                .header(SequenceHeaders.SEQUENCE, Long.toString(sequence))
                .cacheControl(CacheControl.noCache());
    }
}
