package dev.millrace.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A client that breaks rules: sends any bytes, reads only when told to. */
final class RawSocket implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;
    private final String answer;

    /**
     * A frame of the server.
     *
     * @param head    its first byte, which says of which kind it is and whether it is compressed
     * @param length  of what follows its header, in bytes
     * @param payload inflated
     */
    record Frame(int head, int length, String payload, int closeCode) {

        boolean isCompressed() {
            return (head & 0x40) != 0;
        }

        boolean isClose() {
            return (head & 0x0F) == 8;
        }
    }

    RawSocket(int port, String token) throws IOException {
        this(port, token, "");
    }

    /**
     * Upgraded.
     *
     * @param headers further ones, each with its line end
     */
    RawSocket(int port, String token, String headers) throws IOException {
        socket.setReceiveBufferSize(16 * 1024);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 4096));
        out = socket.getOutputStream();
        bytes(("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Authorization: Bearer " + token + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("Expected an upgrade, but got " + head);
        }
        answer = head.toString();
    }

    /** What the server answered to the upgrade. */
    String answer() {
        return answer;
    }

    void bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void text(String text) throws IOException {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A frame with a mask of zeros. */
    void frame(int head, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) head);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.putInt(0).put(payload).flip();
        out.write(frame.array(), 0, frame.limit());
        out.flush();
    }

    Frame read() throws IOException {
        int head = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        var payload = new byte[(int) length];
        in.readFully(payload);
        boolean isClose = (head & 0x0F) == 8;
        int code = isClose ? ByteBuffer.wrap(payload).getShort() : 0;
        var text = isClose ? "" : new String((head & 0x40) == 0 ? payload : inflated(payload), StandardCharsets.UTF_8);
        return new Frame(head, payload.length, text, code);
    }

    /** RFC 7692 section 7.2.2: the four bytes that every message would end with are not sent. */
    private static byte[] inflated(byte[] payload) throws IOException {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(payload);
            var inflated = new ByteArrayOutputStream();
            var buffer = new byte[4096];
            for (int length = inflater.inflate(buffer); length > 0; length = inflater.inflate(buffer)) {
                inflated.write(buffer, 0, length);
            }
            return inflated.toByteArray();
        } catch (DataFormatException e) {
            throw new IOException("Expected a compressed frame", e);
        } finally {
            inflater.end();
        }
    }

    /** Reads until the close frame and gives its code. */
    int closeCode() throws IOException {
        var frame = read();
        while (!frame.isClose()) {
            frame = read();
        }
        return frame.closeCode();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
