package dev.millrace.query.event;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.util.concurrent.Semaphore;

/** The right to one long answer, given back when it ends. */
record Permit(Semaphore permits) implements AutoCloseable {

    /** Takes one, or fails with {@code OVERLOADED}. */
    static Permit of(Semaphore permits) {
        if (!permits.tryAcquire()) {
            throw new Problem(
                    ErrorCode.OVERLOADED, "Expected room for one more stream, but this node has all it takes");
        }
        return new Permit(permits);
    }

    @Override
    public void close() {
        permits.release();
    }
}
