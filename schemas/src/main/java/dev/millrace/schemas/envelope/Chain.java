package dev.millrace.schemas.envelope;

import dev.millrace.schemas.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The hash chain of one organization: {@code chain(n) = SHA-256(chain(n-1) ‖ fields of event n)}. A field is its length in bytes as 4 bytes big endian, then the
 * bytes; the fields are type, id, subject, time, actor, sequence in decimal digits, data. {@code chain(0) = SHA-256("millrace.chain.v1\n" ‖
 * organization)}. Text is UTF-8; time is the text of the record's header. The layout with vectors is in {@code docs/chain.md}.
 */
public final class Chain {

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] head;

    private Chain(byte[] head) {
        this.head = head;
    }

    /** The chain of an organization without events. */
    public static Chain start(OrganizationId organization) {
        var digest = Sha256.digest();
        digest.update("millrace.chain.v1\n".getBytes(StandardCharsets.US_ASCII));
        return new Chain(digest.digest(organization.value().getBytes(StandardCharsets.UTF_8)));
    }

    /** The chain whose head has this hexadecimal form. */
    public static Chain of(String hex) {
        return new Chain(HEX.parseHex(hex));
    }

    /** The chain whose head is these 32 bytes. */
    public static Chain of(byte[] head) {
        return new Chain(Arrays.copyOf(head, 32));
    }

    /** The chain after one more event. */
    public Chain next(String type, String id, Subject subject, String time, String actor, long sequence, RawJson data) {
        var digest = Sha256.digest();
        digest.update(head);
        field(digest, type);
        field(digest, id);
        field(digest, subject.path());
        field(digest, time);
        field(digest, actor);
        field(digest, Long.toString(sequence));
        field(digest, data.bytes());
        return new Chain(digest.digest());
    }

    /** The chain after this event, whatever {@link EventRecord#chain()} says: comparing the two is the check. */
    public Chain next(EventRecord event) {
        return next(
                event.type(),
                event.id(),
                event.subject(),
                event.time().toString(),
                event.actor(),
                event.sequence(),
                event.data());
    }

    /** 64 hexadecimal digits. */
    public String hex() {
        return HEX.formatHex(head);
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return head.clone();
    }

    private static void field(MessageDigest digest, String text) {
        field(digest, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void field(MessageDigest digest, byte[] bytes) {
        int length = bytes.length;
        digest.update((byte) (length >>> 24));
        digest.update((byte) (length >>> 16));
        digest.update((byte) (length >>> 8));
        digest.update((byte) length);
        digest.update(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Chain that && Arrays.equals(head, that.head);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(head);
    }

    @Override
    public String toString() {
        return hex();
    }
}
