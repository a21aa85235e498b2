package dev.millrace.query.read;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.Sha256;
import dev.millrace.schemas.envelope.Ids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where a page ended, as opaque text. It carries a check over its contents and over the query it belongs to, so that one of another query, or a mistyped one, is
 * {@code INVALID_CURSOR} and not a wrong page. It grants nothing: organization and table always come from the path.
 */
public final class Cursor {

    private static final int CHECK_BYTES = 12;
    private static final int MAX_LENGTH = 16_384;

    private Cursor() {}

    /** The cursor of a query for the values of the last row of a page. */
    public static String write(String query, List<String> values) {
        var json = Json.MAPPER.writeValueAsBytes(values);
        var check = check(query, json);
        var bytes = Arrays.copyOf(check, check.length + json.length);
        System.arraycopy(json, 0, bytes, check.length, json.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * The values again.
     *
     * @param count how many there must be
     */
    public static List<String> read(String query, String cursor, int count) {
        if (cursor.length() > MAX_LENGTH) {
            throw invalid();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length <= CHECK_BYTES) {
                throw invalid();
            }
            var json = Arrays.copyOfRange(bytes, CHECK_BYTES, bytes.length);
            if (!Arrays.equals(Arrays.copyOf(bytes, CHECK_BYTES), check(query, json))) {
                throw invalid();
            }
            return values(Json.MAPPER.readTree(json), count);
        } catch (IllegalArgumentException | JacksonException e) {
            throw invalid();
        }
    }

    private static List<String> values(JsonNode json, int count) {
        var values = new ArrayList<String>();
        for (var value : json) {
            var text = value.asString();
            if (text.indexOf('\0') >= 0 || !Ids.isWellFormed(text)) {
                throw invalid();
            }
            values.add(text);
        }
        if (values.size() != count) {
            throw invalid();
        }
        return values;
    }

    private static byte[] check(String query, byte[] json) {
        var digest = Sha256.digest();
        digest.update(query.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return Arrays.copyOf(digest.digest(json), CHECK_BYTES);
    }

    private static Problem invalid() {
        return new Problem(
                ErrorCode.INVALID_CURSOR,
                "Expected the next of an answer to the same query, but this cursor is not one");
    }
}
