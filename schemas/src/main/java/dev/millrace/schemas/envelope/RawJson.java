package dev.millrace.schemas.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as the exact bytes of UTF-8 that stand on a topic, for those who pass it on or hash it. The array is shared, not copied: nobody
 * changes it.
 */
public final class RawJson {

    private final byte[] utf8;

    private RawJson(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Wraps the bytes, which the caller gives away. */
    public static RawJson of(byte[] utf8) {
        return new RawJson(utf8);
    }

    /** The bytes of the text in UTF-8. */
    public static RawJson of(String text) {
        return new RawJson(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, to be read only. */
    public byte[] bytes() {
        return utf8;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawJson that && Arrays.equals(utf8, that.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    /** The text. */
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
