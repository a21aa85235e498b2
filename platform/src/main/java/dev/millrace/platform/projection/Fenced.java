package dev.millrace.platform.projection;

/** The position was not where it was expected to be: somebody else has moved it. Nothing was applied. */
final class Fenced extends RuntimeException {

    Fenced(String message) {
        super(message, null, false, false);
    }
}
