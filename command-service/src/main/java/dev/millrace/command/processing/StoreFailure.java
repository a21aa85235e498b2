package dev.millrace.command.processing;

import org.jspecify.annotations.Nullable;

/** The state store failed. No bug of a handler and no refusal: it stops the task, and Streams tries again. */
final class StoreFailure extends RuntimeException {

    private final RuntimeException failure;

    StoreFailure(RuntimeException cause) {
        super("Expected the state store to answer, but it failed", cause);
        failure = cause;
    }

    /** What the store threw. */
    RuntimeException failure() {
        return failure;
    }

    /** Rethrows a store failure that somebody wrapped on its way, so that it is never taken for a bug of a handler. */
    static void rethrow(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreFailure storeFailure) {
                throw storeFailure;
            }
        }
    }
}
