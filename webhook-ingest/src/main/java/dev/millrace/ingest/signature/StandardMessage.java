package dev.millrace.ingest.signature;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The three headers of Standard Webhooks, under either name.
 *
 * @param id         as sent
 * @param timestamp  seconds since 1970, as sent: what is signed is this text, not the number
 * @param signatures several while the provider rotates its key, {@code <version>,<Base64>} each
 */
record StandardMessage(String id, String timestamp, List<String> signatures) {

    /** More than any provider sends; verifying each costs work that a stranger must not be able to order by the hundred. */
    private static final int MAX_SIGNATURES = 16;

    private static final List<String> PREFIXES = List.of("webhook-", "svix-");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    /** Reads the headers; {@code webhook-*} come first where both sets are complete, and are the ones to name where neither is. */
    static StandardMessage of(DeliveryHeaders headers) {
        var prefix = PREFIXES.stream()
                .filter(candidate -> Stream.of("id", "timestamp", "signature")
                        .allMatch(name -> headers.first(candidate + name) != null))
                .findFirst()
                .orElse(PREFIXES.getFirst());
        var id = headers.requiredName(prefix + "id");
        var timestamp = headers.required(prefix + "timestamp");
        if (!SECONDS.matcher(timestamp).matches()) {
            throw new Problem(
                    ErrorCode.INVALID_PARAMETER,
                    "Expected whole seconds since 1970 in the header %stimestamp, but got other text"
                            .formatted(prefix));
        }
        var signatures = Arrays.stream(headers.required(prefix + "signature").split(" ", -1))
                .limit(MAX_SIGNATURES)
                .toList();
        return new StandardMessage(id, timestamp, signatures);
    }

    Instant signedAt() {
        return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }

    /** What is signed in front of the body. */
    byte[] signedPrefix() {
        return (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    }

    /** The Base64 texts of one version; those of other versions are for somebody else. */
    List<String> signatures(String version) {
        var start = version + ",";
        return signatures.stream()
                .filter(signature -> signature.startsWith(start))
                .map(signature -> signature.substring(start.length()))
                .toList();
    }
}
