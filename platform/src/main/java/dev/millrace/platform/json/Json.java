package dev.millrace.platform.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mapper that all services share. Numbers keep every digit, repeated members are refused, absent members stay absent, times are ISO 8601. Unknown members are
 * ignored, because an event may be newer than its reader; commands are checked against their schema before they come here.
 */
public final class Json {

    /** Thread-safe and configured for good. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    /**
     * Reads one JSON value that anybody may have sent. Fails with {@link JacksonException} only, where the mapper itself lets another escape for a number whose
     * exponent is beyond 32 bits.
     */
    public static JsonNode tree(byte[] json) {
        if (!isUtf8(json)) {
            throw new StreamReadException((JsonParser) null, "Expected UTF-8");
        }
        try {
            return MAPPER.readTree(json);
        } catch (NumberFormatException e) {
            throw unreadable(e);
        }
    }

    /** Likewise. */
    public static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (NumberFormatException e) {
            throw unreadable(e);
        }
    }

    /** False for overlong forms, surrogates and the like as well (RFC 3629), which the parser would take for other characters. */
    public static boolean isUtf8(byte[] json) {
        try {
            var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static StreamReadException unreadable(NumberFormatException cause) {
        return new StreamReadException((JsonParser) null, "Expected a smaller number", cause);
    }
}
