package dev.millrace.query.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Some events in a row, framed. */
final class EventPage {

    private final long count;
    private final long position;
    private final byte[] bytes;

    /**
     * A page.
     *
     * @param count    how many events
     * @param position everything that matches up to here is in this page or an earlier one
     * @param bytes    their text in UTF-8, given away
     */
    EventPage(long count, long position, byte[] bytes) {
        this.count = count;
        this.position = position;
        this.bytes = bytes;
    }

    long count() {
        return count;
    }

    long position() {
        return position;
    }

    void appendTo(ByteArrayOutputStream text) {
        text.writeBytes(bytes);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }
}
