package dev.millrace.bench.socket;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The client's side of RFC 6455 on a blocking socket: text out, whole messages in, pings answered. No extensions. Sending and receiving may be on two threads. */
final class WebSocket implements MessageSocket {

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FIRST_MESSAGE_BYTES = 16 * 1024;
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;
    private byte[] message;
    private int messageLength;

    WebSocket(InetSocketAddress server, String path, int bufferBytes) throws IOException {
        message = new byte[Math.min(bufferBytes, FIRST_MESSAGE_BYTES)];
        socket.setTcpNoDelay(true);
        socket.connect(server);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), bufferBytes));
        out = socket.getOutputStream();
        out.write("""
                GET %s HTTP/1.1\r
                Host: %s:%d\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: %s\r
                \r
                """.formatted(path, server.getHostString(), server.getPort(), KEY)
                .getBytes(StandardCharsets.US_ASCII));
        var status = line();
        if (!status.startsWith("HTTP/1.1 101")) {
            throw new IOException("Expected 101 for " + path + ", but got " + status);
        }
        while (!line().isEmpty()) {
            // headers of the handshake: nothing in them matters here
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void send(String text) throws IOException {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void frame(int opcode, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(payload.length + 14).put((byte) (FIN | opcode));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload); // a mask of zero leaves the bytes as they are
        out.write(frame.array(), 0, frame.position());
    }

    @Override
    public @Nullable ByteBuffer receive() throws IOException {
        messageLength = 0;
        while (true) {
            int first = in.readUnsignedByte();
            int from = messageLength;
            readPayload();
            switch (first & 0x0f) {
                case CLOSE -> {
                    return null;
                }
                case PING -> {
                    frame(PONG, Arrays.copyOfRange(message, from, messageLength));
                    messageLength = from;
                }
                case PONG -> messageLength = from;
                default -> {
                    if ((first & FIN) != 0) {
                        return ByteBuffer.wrap(message, 0, messageLength);
                    }
                }
            }
        }
    }

    private void readPayload() throws IOException {
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        if (messageLength + length > message.length) {
            message = Arrays.copyOf(message, Math.max(messageLength + length, 2 * message.length));
        }
        in.readFully(message, messageLength, length);
        messageLength += length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
