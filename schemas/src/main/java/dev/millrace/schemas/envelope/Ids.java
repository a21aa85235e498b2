package dev.millrace.schemas.envelope;

import java.nio.charset.StandardCharsets;

/** What ids may look like. Throws {@link InvalidId}, which the front doors answer with {@code INVALID_ID}. */
public final class Ids {

    /** Ids of organizations, tables and webhook sources. */
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

    /** Longest row id in bytes of UTF-8. */
    public static final int MAX_ROW_ID_BYTES = 256;

    private Ids() {}

    /** The id itself, if it matches {@link #PATTERN}. Written out, because this runs several times per command. */
    public static String require(String kind, String id) {
        if (!matches(id)) {
            throw new InvalidId("Expected a %s id like %s, but got %s".formatted(kind, PATTERN, abbreviated(id)));
        }
        return id;
    }

    /** The row id itself, if it is 1 to 256 bytes of well-formed text without NUL. */
    public static String requireRow(String id) {
        if (id.isEmpty()
                || id.length() > MAX_ROW_ID_BYTES
                || id.indexOf('\0') >= 0
                || !isWellFormed(id)
                || id.getBytes(StandardCharsets.UTF_8).length > MAX_ROW_ID_BYTES) {
            throw new InvalidId("Expected a row id of 1 to %d bytes without NUL, but got %s"
                    .formatted(MAX_ROW_ID_BYTES, abbreviated(id)));
        }
        return id;
    }

    /** For other kinds of name that are made of these. */
    public static InvalidId invalid(String message) {
        return new InvalidId(message);
    }

    private static boolean matches(String id) {
        if (id.isEmpty() || id.length() > 128 || !isAlphanumeric(id.charAt(0))) {
            return false;
        }
        for (int i = 1; i < id.length(); i++) {
            char c = id.charAt(i);
            if (!isAlphanumeric(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** False if a surrogate stands alone: such text has no UTF-8 form. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String abbreviated(String id) {
        return id.length() <= 40 ? "'" + id + "'" : "'" + id.substring(0, 40) + "…' (" + id.length() + " characters)";
    }

    /** An id breaks its rule. Its message is fit for the caller. */
    public static final class InvalidId extends IllegalArgumentException {
        InvalidId(String message) {
            super(message);
        }
    }
}
