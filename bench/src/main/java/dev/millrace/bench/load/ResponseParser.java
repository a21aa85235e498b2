package dev.millrace.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads HTTP/1.1 responses as their bytes come, however they are cut. Just enough of RFC 9112 for a benchmark: lengths, chunks, keep-alive. Not thread-safe. */
public final class ResponseParser {

    private enum State {
        STATUS,
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        COMPLETE
    }

    private final BodySink body;
    private final byte[] line = new byte[16 * 1024];
    private int lineLength;
    private State state = State.STATUS;
    private long remaining;
    private boolean chunked;
    private boolean closes;
    private int status;

    /** A parser that hands bodies to {@code body}. */
    public ResponseParser(BodySink body) {
        this.body = body;
    }

    /** Reads on, at most to the end of one response; true when it is complete. The next call then begins the next response. */
    public boolean read(ByteBuffer in) {
        if (state == State.COMPLETE) {
            begin();
        }
        while (in.hasRemaining() && state != State.COMPLETE) {
            switch (state) {
                case BODY, CHUNK -> readBody(in);
                case STATUS, HEADERS, CHUNK_SIZE, CHUNK_END, TRAILERS, COMPLETE -> readLine(in);
            }
        }
        return state == State.COMPLETE;
    }

    /** Status code of the last response. */
    public int status() {
        return status;
    }

    /** True if the server closes the connection after the last response. */
    public boolean closes() {
        return closes;
    }

    /** True between two responses: nothing of another one has been read. */
    public boolean isIdle() {
        return state == State.COMPLETE || (state == State.STATUS && lineLength == 0);
    }

    private void begin() {
        state = State.STATUS;
        lineLength = 0;
        remaining = 0;
        chunked = false;
        closes = false;
        status = 0;
    }

    private void readBody(ByteBuffer in) {
        int length = (int) Math.min(remaining, in.remaining());
        var piece = in.slice(in.position(), length);
        in.position(in.position() + length);
        remaining -= length;
        body.accept(piece);
        if (remaining == 0) {
            state = state == State.CHUNK ? State.CHUNK_END : State.COMPLETE;
        }
    }

    private void readLine(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte next = in.get();
            if (next == '\n') {
                int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
                lineLength = 0;
                endOfLine(length);
                return;
            }
            if (lineLength == line.length) {
                throw new IllegalStateException("Expected a header line of at most %d bytes".formatted(line.length));
            }
            line[lineLength++] = next;
        }
    }

    private void endOfLine(int length) {
        switch (state) {
            case STATUS -> {
                status = number(9, 12, 10);
                state = State.HEADERS;
            }
            case HEADERS -> header(length);
            case CHUNK_SIZE -> chunkSize(length);
            case CHUNK_END -> state = State.CHUNK_SIZE;
            case TRAILERS -> state = length == 0 ? State.COMPLETE : State.TRAILERS;
            case BODY, CHUNK, COMPLETE ->
                throw new IllegalStateException("Expected a line, but the parser is in " + state);
        }
    }

    private void header(int length) {
        if (length == 0) {
            endOfHeaders();
        } else if (startsWith("content-length:", length)) {
            remaining = Long.parseLong(value("content-length:".length(), length));
        } else if (startsWith("transfer-encoding:", length)) {
            chunked = value("transfer-encoding:".length(), length).endsWith("chunked");
        } else if (startsWith("connection:", length)) {
            closes = value("connection:".length(), length).contains("close");
        }
    }

    private void endOfHeaders() {
        if (status >= 100 && status < 200) {
            state = State.STATUS; // an interim response, such as 100: the real one follows
        } else if (chunked) {
            state = State.CHUNK_SIZE;
        } else {
            state = remaining == 0 ? State.COMPLETE : State.BODY;
        }
    }

    private void chunkSize(int length) {
        int end = 0;
        while (end < length && Character.digit(line[end], 16) >= 0) {
            end++;
        }
        remaining = number(0, end, 16);
        state = remaining == 0 ? State.TRAILERS : State.CHUNK;
    }

    private int number(int from, int to, int radix) {
        return Integer.parseInt(new String(line, from, to - from, StandardCharsets.US_ASCII), radix);
    }

    private String value(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.US_ASCII)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private boolean startsWith(String lowerCaseName, int length) {
        if (length < lowerCaseName.length()) {
            return false;
        }
        for (int i = 0; i < lowerCaseName.length(); i++) {
            int upper = line[i] >= 'A' && line[i] <= 'Z' ? line[i] + ('a' - 'A') : line[i];
            if (upper != lowerCaseName.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
