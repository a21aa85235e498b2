package dev.millrace.platform.command;

import dev.millrace.schemas.envelope.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets for the log and opens them again: envelope encryption with AES-256-GCM. Each secret has a random key of its own, which the master key wraps;
 * the organization is authenticated with both, so that a sealed text is worth nothing elsewhere.
 *
 * <p>Form: {@code sealed:v1:<key id>:<wrapped key>:<secret>}, the last two a nonce of 12 bytes, the ciphertext and a tag of 16, in Base64 for URLs; where something stays
 * known of the secret, {@code :<note>} follows. Thread-safe.
 */
public final class Secrets {

    private static final String PREFIX = "sealed:v1:";
    private static final int PARTS = 5;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final MasterKey current;
    private final Map<String, MasterKey> byId = new LinkedHashMap<>();

    public Secrets(EncryptionKeys keys) {
        keys.previousKeys().stream()
                .map(key -> MasterKey.parse("millrace.encryption.previousKeys", key))
                .forEach(key -> byId.put(key.id(), key));
        current = MasterKey.parse("millrace.encryption.key", keys.key());
        byId.put(current.id(), current);
    }

    /** The sealed form of a text. Sealing the same text twice gives different forms. */
    public String seal(OrganizationId organization, String text) {
        var dataKey = random(KEY_BYTES);
        var wrapped = encrypt(current.key(), organization, dataKey);
        var sealed = encrypt(aes(dataKey), organization, text.getBytes(StandardCharsets.UTF_8));
        return PREFIX + current.id() + ":" + ENCODER.encodeToString(wrapped) + ":" + ENCODER.encodeToString(sealed);
    }

    /**
     * The sealed form of a text, of which something stays known.
     *
     * @param note without a colon; empty for nothing
     */
    public String seal(OrganizationId organization, String text, String note) {
        return note.isEmpty() ? seal(organization, text) : seal(organization, text) + ":" + note;
    }

    /** The text that was sealed for this organization. */
    public String open(OrganizationId organization, String sealed) {
        var parts = sealed.split(":", -1);
        if (parts.length < PARTS || parts.length > PARTS + 1 || !sealed.startsWith(PREFIX)) {
            throw new UnreadableSecret("Expected a sealed secret of version 1");
        }
        var key = byId.get(parts[2]);
        if (key == null) {
            throw new UnreadableSecret("Expected the encryption key " + parts[2] + ", but it is not configured");
        }
        try {
            var dataKey = decrypt(key.key(), organization, parts[3]);
            return new String(decrypt(aes(dataKey), organization, parts[4]), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UnreadableSecret("Expected a secret sealed for " + organization + ", but it does not open", e);
        }
    }

    private byte[] encrypt(SecretKeySpec key, OrganizationId organization, byte[] plain) {
        try {
            var nonce = random(NONCE_BYTES);
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, organization);
            var sealed = new byte[NONCE_BYTES + cipher.getOutputSize(plain.length)];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    private static byte[] decrypt(SecretKeySpec key, OrganizationId organization, String text)
            throws GeneralSecurityException {
        var sealed = Base64.getUrlDecoder().decode(text);
        if (sealed.length < NONCE_BYTES) {
            throw new IllegalArgumentException("Expected a nonce");
        }
        var nonce = java.util.Arrays.copyOf(sealed, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, key, nonce, organization)
                .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, OrganizationId organization)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(organization.value().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static SecretKeySpec aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }
}
