package dev.millrace.platform.command;

/** A sealed secret that cannot be opened: damaged, of another organization, or of a key that is no longer configured. */
public final class UnreadableSecret extends RuntimeException {

    UnreadableSecret(String message) {
        super(message);
    }

    UnreadableSecret(String message, Throwable cause) {
        super(message, cause);
    }
}
