package dev.millrace.bench.load;

import java.nio.ByteBuffer;

/** Writes the bytes of a request. Called from several threads; what it writes depends on its arguments alone. */
@FunctionalInterface
public interface RequestSource {

    /**
     * Writes one HTTP/1.1 request into an empty buffer.
     *
     * @param index    number of the request in its run, from 0
     * @param dueNanos when it is due, on the clock of {@link System#nanoTime}
     * @param out      empty, and large enough for what was promised in {@link #maxBytes}
     */
    void write(long index, long dueNanos, ByteBuffer out);

    /** The most bytes that one request takes. */
    default int maxBytes() {
        return 16 * 1024;
    }
}
