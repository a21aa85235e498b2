package dev.millrace.bench.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of socket.io 4 over a WebSocket: engine.io's protocol 4 with socket.io's protocol 5 in it, the default namespace only. Every message is an event of
 * the name {@code message} with one object.
 *
 * @see <a href="https://socket.io/docs/v4/socket-io-protocol/">socket.io's protocol</a>
 */
final class SocketIo implements MessageSocket {

    static final String PATH = "/socket.io/?EIO=4&transport=websocket";

    private static final byte[] OPEN = ascii("0");
    private static final byte[] PING = ascii("2");
    private static final String PONG = "3";
    private static final byte[] CONNECTED = ascii("40");
    private static final byte[] EVENT_START = ascii("42[\"message\",");
    private static final byte[] EVENT_END = ascii("]");

    private final MessageSocket frames;

    /** Joins the default namespace. */
    SocketIo(MessageSocket frames) throws IOException {
        this.frames = frames;
        require(OPEN);
        frames.send("40");
        require(CONNECTED);
    }

    private void require(byte[] start) throws IOException {
        var frame = frames.receive();
        if (frame == null || !startsWith(frame, start)) {
            throw new IOException("Expected socket.io to greet with " + new String(start, StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void send(String object) throws IOException {
        frames.send("42[\"message\"," + object + "]");
    }

    @Override
    public @Nullable ByteBuffer receive() throws IOException {
        for (var frame = frames.receive(); frame != null; frame = frames.receive()) {
            if (startsWith(frame, EVENT_START)) {
                return frame.slice(EVENT_START.length, frame.limit() - EVENT_START.length - EVENT_END.length);
            }
            if (startsWith(frame, PING)) {
                frames.send(PONG);
            }
        }
        return null;
    }

    private static boolean startsWith(ByteBuffer frame, byte[] start) {
        return frame.limit() >= start.length
                && Arrays.mismatch(
                                frame.array(),
                                frame.arrayOffset(),
                                frame.arrayOffset() + start.length,
                                start,
                                0,
                                start.length)
                        < 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
