package dev.millrace.query.row;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.row.RowId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Finds the row in a path as it was sent: frameworks normalise what may be part of an id. */
final class RowPath {

    private static final String ROWS = "/rows/";
    private static final String TABLES = "/tables/";
    private static final int HEX = 16;

    private RowPath() {}

    static RowId row(String path) {
        // neither an organization nor a table can hold a slash, so these are the first of their kind
        int from = path.indexOf(ROWS, path.indexOf(TABLES) + TABLES.length()) + ROWS.length();
        return new RowId(decoded(path.substring(from)));
    }

    private static String decoded(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(octet(text, i));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid();
        }
    }

    private static int octet(String text, int at) {
        if (at + 2 >= text.length()) {
            throw invalid();
        }
        int high = Character.digit(text.charAt(at + 1), HEX);
        int low = Character.digit(text.charAt(at + 2), HEX);
        if (high < 0 || low < 0) {
            throw invalid();
        }
        return high * HEX + low;
    }

    private static Problem invalid() {
        return new Problem(ErrorCode.INVALID_ID, "Expected a row id in percent-encoded UTF-8, but it is not");
    }
}
