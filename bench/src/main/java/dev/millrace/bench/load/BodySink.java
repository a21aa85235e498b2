package dev.millrace.bench.load;

import java.nio.ByteBuffer;

/** Takes the body of a response piece by piece. */
@FunctionalInterface
public interface BodySink {

    /** Drops everything. */
    BodySink NOTHING = piece -> {};

    /** Reads the piece from its position to its limit; it is not kept after the call. */
    void accept(ByteBuffer piece);
}
