package dev.millrace.ingest.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A key of Standard Webhooks. Signatures are compared as text: Base64 has several spellings of the same bytes, and only one of them was signed. */
sealed interface StandardKey {

    /** True if one of the message's signatures is this key's over its id, its timestamp and the body. */
    boolean signed(StandardMessage message, byte[] body);

    /** The key in the text: {@code whpk_…} is a public key, {@code whsec_…} or bare Base64 a shared one. Empty where it is none of these. */
    static Optional<StandardKey> of(String secret) {
        try {
            if (secret.startsWith(Ed25519.PREFIX)) {
                return Optional.of(Ed25519.of(decode(secret, Ed25519.PREFIX)));
            }
            var shared = decode(secret, Shared.PREFIX);
            return shared.length == 0 ? Optional.empty() : Optional.of(new Shared(shared));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional
                    .empty(); // the exception could quote the secret; the caller reports that there is no usable key
        }
    }

    private static byte[] decode(String secret, String prefix) {
        return Base64.getDecoder().decode(secret.startsWith(prefix) ? secret.substring(prefix.length()) : secret);
    }

    /** Version {@code v1}: HMAC-SHA256. */
    final class Shared implements StandardKey {

        private static final String PREFIX = "whsec_";

        private final byte[] key;

        private Shared(byte[] key) {
            this.key = key;
        }

        @Override
        public boolean signed(StandardMessage message, byte[] body) {
            var expected = Base64.getEncoder().encode(Hmac.sha256(key, message.signedPrefix(), body));
            boolean matches = false;
            for (var signature : message.signatures("v1")) { // all of them, in the same time wherever the match is
                matches |= MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
            }
            return matches;
        }
    }

    /** Version {@code v1a}: Ed25519. */
    final class Ed25519 implements StandardKey {

        private static final String PREFIX = "whpk_";
        private static final String ALGORITHM = "Ed25519";
        private static final int KEY_BYTES = 32;

        /** What stands before the 32 bytes in the X.509 form of every Ed25519 key (RFC 8410). */
        private static final byte[] X509_START = HexFormat.of().parseHex("302a300506032b6570032100");

        private final PublicKey key;

        private Ed25519(PublicKey key) {
            this.key = key;
        }

        private static Ed25519 of(byte[] raw) throws GeneralSecurityException {
            if (raw.length != KEY_BYTES) {
                throw new IllegalArgumentException("Expected %d bytes, but got %d".formatted(KEY_BYTES, raw.length));
            }
            var encoded = new byte[X509_START.length + KEY_BYTES];
            System.arraycopy(X509_START, 0, encoded, 0, X509_START.length);
            System.arraycopy(raw, 0, encoded, X509_START.length, KEY_BYTES);
            return new Ed25519(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
        }

        @Override
        public boolean signed(StandardMessage message, byte[] body) {
            return message.signatures("v1a").stream().anyMatch(signature -> verifies(signature, message, body));
        }

        private boolean verifies(String signature, StandardMessage message, byte[] body) {
            try {
                var raw = Base64.getDecoder().decode(signature);
                var verifier = Signature.getInstance(ALGORITHM);
                verifier.initVerify(key);
                verifier.update(message.signedPrefix());
                verifier.update(body);
                return Base64.getEncoder().encodeToString(raw).equals(signature) && verifier.verify(raw);
            } catch (IllegalArgumentException | GeneralSecurityException e) {
                return false; // not Base64, or not the form of a signature: nothing that this key made
            }
        }
    }
}
