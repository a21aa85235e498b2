package dev.millrace.platform.command;

import dev.millrace.schemas.Sha256;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/** A configured key. Its id is the start of its SHA-256: it tells keys apart and gives nothing away of 32 random bytes. */
record MasterKey(String id, SecretKeySpec key) {

    private static final int BYTES = 32;
    private static final int ID_BYTES = 6;

    static MasterKey parse(String property, String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length == BYTES) {
                return new MasterKey(id(bytes), new SecretKeySpec(bytes, "AES"));
            }
        } catch (IllegalArgumentException _) {
            // answered below; the cause could quote the key
        }
        throw new IllegalArgumentException(
                "Expected 32 bytes in Base64 as %s; make them with: openssl rand -base64 32".formatted(property));
    }

    private static String id(byte[] key) {
        return HexFormat.of().formatHex(Arrays.copyOf(Sha256.digest().digest(key), ID_BYTES));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "MasterKey[id=" + id + "]";
    }
}
