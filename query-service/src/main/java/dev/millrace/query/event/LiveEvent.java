package dev.millrace.query.event;

import dev.millrace.schemas.envelope.Subject;
import java.io.IOException;
import java.io.OutputStream;

/** A recent event, ready to be sent to whoever follows it. Shared by all streams: the frame is written once. */
final class LiveEvent {

    private final long sequence;
    private final String type;
    private final Subject subject;
    private final byte[] frame;

    LiveEvent(long sequence, String type, String subject, byte[] frame) {
        this.sequence = sequence;
        this.type = type;
        this.subject = new Subject(subject);
        this.frame = frame;
    }

    long sequence() {
        return sequence;
    }

    int bytes() {
        return frame.length;
    }

    boolean matches(EventFilter filter) {
        return filter.matches(type, subject);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(frame);
    }
}
