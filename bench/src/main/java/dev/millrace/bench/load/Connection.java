package dev.millrace.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One keep-alive connection with at most one request under way. Whoever took it from the idle ones sends on it; only the reading thread receives. A request is
 * handed from the one to the other by the volatile write of {@link #dueNanos}.
 */
final class Connection {

    private static final int SOCKET_BUFFER_BYTES = 512 * 1024;
    private static final long NOTHING_UNDER_WAY = Long.MIN_VALUE;

    private final InetSocketAddress server;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(16 * 1024);
    private final ByteBuffer out;
    private ResponseParser parser = new ResponseParser(BodySink.NOTHING);
    private SocketChannel channel;
    private SelectionKey key;
    private volatile long dueNanos = NOTHING_UNDER_WAY;

    Connection(InetSocketAddress server, Selector selector, int maxRequestBytes) throws IOException {
        this.server = server;
        this.selector = selector;
        this.out = ByteBuffer.allocateDirect(maxRequestBytes);
        this.channel = connect();
        this.key = register();
    }

    /** Opens it anew; whatever was under way is lost. */
    void reopen() throws IOException {
        channel.close();
        in.clear();
        parser = new ResponseParser(BodySink.NOTHING);
        dueNanos = NOTHING_UNDER_WAY;
        channel = connect();
        key = register();
    }

    private SocketChannel connect() throws IOException {
        var opened = SocketChannel.open();
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        opened.connect(server);
        opened.configureBlocking(false);
        return opened;
    }

    private SelectionKey register() throws IOException {
        return channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends a request. What the socket does not take at once, the reading thread writes when it can. */
    void send(RequestSource requests, long index, long due) throws IOException {
        out.clear();
        requests.write(index, due, out);
        out.flip();
        dueNanos = due;
        channel.write(out);
        if (out.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            selector.wakeup();
        }
    }

    /** Writes the rest of a request. */
    void writeOn() throws IOException {
        channel.write(out);
        if (!out.hasRemaining()) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Reads what has come; true when a response is complete. Fails if the server has closed the connection. */
    boolean receive() throws IOException {
        in.clear();
        if (channel.read(in) < 0) {
            throw new IOException("Expected a response, but the server closed the connection");
        }
        in.flip();
        return parser.read(in);
    }

    /** Ends the request that is under way and tells when it was due. */
    long finish() {
        long due = dueNanos;
        dueNanos = NOTHING_UNDER_WAY;
        return due;
    }

    boolean isBusy() {
        return dueNanos != NOTHING_UNDER_WAY;
    }

    int status() {
        return parser.status();
    }

    boolean closesNow() {
        return parser.closes();
    }

    boolean canBeWritten() {
        return key.isValid() && key.isWritable();
    }

    boolean canBeRead() {
        return key.isValid() && key.isReadable();
    }

    void close() throws IOException {
        channel.close();
    }
}
