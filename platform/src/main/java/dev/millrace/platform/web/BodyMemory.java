package dev.millrace.platform.web;

import dev.millrace.schemas.ErrorCode;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.util.unit.DataSize;

/** Bounds the bytes of large bodies that are held at once, whoever sends them: also of those that nobody has signed, which cannot be told before all of it is read. Thread-safe. */
final class BodyMemory {

    /** Of each body, so that large ones cannot keep out the small ones of everybody else; how many of those there are, {@link RequestLimit} bounds. */
    static final long FREE_BYTES = 64 * 1024;

    private final long max;
    private final AtomicLong taken = new AtomicLong();

    BodyMemory(DataSize max) {
        this.max = max.toBytes();
    }

    /** The share of one request. */
    Share share() {
        return new Share();
    }

    /** What one request has taken. For one thread. */
    final class Share implements AutoCloseable {

        private long read;

        /** Notes further bytes; fails with {@link ErrorCode#OVERLOADED} if there is no room for them. */
        void read(int count) {
            long more = beyondFree(read + count) - beyondFree(read);
            read += count;
            if (taken.addAndGet(more) > max) {
                throw new Problem(
                        ErrorCode.OVERLOADED,
                        "Expected room for the body, but too many large ones are being read; send it again in a moment");
            }
        }

        /** Gives everything back. */
        @Override
        public void close() {
            taken.addAndGet(-beyondFree(read));
            read = 0;
        }

        private static long beyondFree(long bytes) {
            return Math.max(0, bytes - FREE_BYTES);
        }
    }
}
