package dev.millrace.schemas.webhooksource;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** How a provider proves that a delivery is its own. */
public enum SignatureScheme {
    /** {@code X-Hub-Signature-256}: HMAC-SHA256 over the body, key = the secret's 1 to 256 bytes. */
    @JsonProperty("github")
    GITHUB {
        @Override
        public boolean accepts(String secret) {
            int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
            return bytes >= 1 && bytes <= 256;
        }
    },

    /**
     * Standard Webhooks with {@code webhook-*} or {@code svix-*} headers: v1 (HMAC, {@code whsec_} and a key of 24 to 64 bytes in Base64) and v1a (Ed25519, {@code
     * whpk_} and a public key of 32 bytes).
     */
    @JsonProperty("standard")
    STANDARD {
        @Override
        public boolean accepts(String secret) {
            int hmacKey = keyBytes("whsec_", secret);
            return (hmacKey >= 24 && hmacKey <= 64) || keyBytes("whpk_", secret) == 32;
        }
    };

    /** Its name on the wire. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if deliveries could be verified with this secret, in clear text. */
    public abstract boolean accepts(String secret);

    private static int keyBytes(String prefix, String secret) {
        if (!secret.startsWith(prefix)) {
            return 0;
        }
        try {
            return Base64.getDecoder().decode(secret.substring(prefix.length())).length;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }
}
