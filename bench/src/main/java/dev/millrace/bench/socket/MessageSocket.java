package dev.millrace.bench.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A connection that carries JSON objects as text, one a message. Sending and receiving may be on two threads. */
interface MessageSocket extends AutoCloseable {

    void send(String object) throws IOException;

    /** The next object, valid until the next call; null when the server has closed. */
    @Nullable
    ByteBuffer receive() throws IOException;

    @Override
    void close() throws IOException;
}
