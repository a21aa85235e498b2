package dev.millrace.bench.peer.axon;

/** The row is not at the version that the command expects. */
public final class WrongVersion extends RuntimeException {

    WrongVersion(String message) {
        super(message);
    }
}
