package dev.millrace.platform.kafka;

/** A record on one of our topics that none of our services wrote, or that was damaged. It goes to the dead letters, never past with a log line. */
public final class MalformedRecord extends RuntimeException {

    MalformedRecord(String message) {
        super(message);
    }

    MalformedRecord(String message, Throwable cause) {
        super(message, cause);
    }
}
