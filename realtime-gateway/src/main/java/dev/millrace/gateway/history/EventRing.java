package dev.millrace.gateway.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import java.nio.ByteBuffer;

/** Events of all organizations as bytes, in the order in which they came: length of the whole, organization and subject, each behind its length, and the JSON. */
final class EventRing {

    private final ByteRing bytes;

    EventRing(long capacity) {
        bytes = new ByteRing(capacity);
    }

    /** An event as it lies here. */
    static final class Entry {

        private final byte[] bytes;

        private Entry(byte[] bytes) {
            this.bytes = bytes;
        }

        static Entry of(EncodedEvent event) {
            var organization = event.organization().value().getBytes(UTF_8);
            var subject = event.subject().path().getBytes(UTF_8);
            var json = event.json().bytes();
            int length = 3 * Integer.BYTES + organization.length + subject.length + json.length;
            return new Entry(ByteBuffer.allocate(length)
                    .putInt(length)
                    .putInt(organization.length)
                    .put(organization)
                    .putInt(subject.length)
                    .put(subject)
                    .put(json)
                    .array());
        }

        EncodedEvent event(OrganizationId organization, long sequence) {
            var buffer = ByteBuffer.wrap(bytes).position(Integer.BYTES);
            buffer.position(buffer.getInt() + buffer.position());
            var subject = text(buffer);
            var json = new byte[buffer.remaining()];
            buffer.get(json);
            return new EncodedEvent(organization, sequence, new Subject(subject), RawJson.of(json));
        }

        private static String text(ByteBuffer buffer) {
            var text = new byte[buffer.getInt()];
            buffer.get(text);
            return new String(text, UTF_8);
        }
    }

    /** Whether it can be taken in at all. */
    boolean canHold(Entry entry) {
        return entry.bytes.length <= bytes.capacity();
    }

    /** Whether it can be taken in before another one goes. */
    boolean hasRoomFor(Entry entry) {
        return bytes.size() + entry.bytes.length <= bytes.capacity();
    }

    /** Adds an event and returns its position. */
    long add(Entry entry) {
        long position = bytes.end();
        bytes.write(entry.bytes);
        return position;
    }

    Entry at(long position) {
        return new Entry(bytes.read(position, integer(position)));
    }

    /** Position of the oldest event. */
    long oldest() {
        return bytes.start();
    }

    /** Removes the oldest event and returns whose it was. */
    OrganizationId removeOldest() {
        long position = bytes.start();
        int length = integer(position + Integer.BYTES);
        var organization = new String(bytes.read(position + 2L * Integer.BYTES, length), UTF_8);
        bytes.drop(integer(position));
        return new OrganizationId(organization);
    }

    long size() {
        return bytes.size();
    }

    private int integer(long position) {
        return ByteBuffer.wrap(bytes.read(position, Integer.BYTES)).getInt();
    }
}
