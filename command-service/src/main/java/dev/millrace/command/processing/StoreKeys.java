package dev.millrace.command.processing;

import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Subject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the one store: a letter for what it is, the organization, a zero byte, and the name inside the organization. An organization id holds no zero, so no key is
 * another's beginning by accident.
 */
final class StoreKeys {

    static final byte ENTITY = 'e';
    static final byte HEAD = 'h';
    static final byte OUTCOME = 'o';
    static final byte DEAD_LETTER = 'x';

    private StoreKeys() {}

    static Bytes entity(OrganizationId organization, Subject subject) {
        return key(ENTITY, organization, subject.path().getBytes(StandardCharsets.UTF_8));
    }

    static Bytes outcome(OrganizationId organization, CommandId id) {
        return key(OUTCOME, organization, bytes(id));
    }

    static Bytes deadLetter(OrganizationId organization, CommandId id) {
        return key(DEAD_LETTER, organization, bytes(id));
    }

    static Bytes head(OrganizationId organization) {
        return key(HEAD, organization, new byte[0]);
    }

    /** The first key of a kind, or, given the next letter, the end of the kind before it. */
    static Bytes start(int kind) {
        return Bytes.wrap(new byte[] {(byte) kind});
    }

    private static byte[] bytes(CommandId id) {
        return ByteBuffer.allocate(16)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .array();
    }

    private static Bytes key(byte kind, OrganizationId organization, byte[] name) {
        var text = organization.value().getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(text.length + name.length + 2)
                .put(kind)
                .put(text)
                .put((byte) 0)
                .put(name)
                .array());
    }
}
