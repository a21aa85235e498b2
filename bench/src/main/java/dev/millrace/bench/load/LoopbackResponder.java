package dev.millrace.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A server in this process that answers every request of known size at once and does nothing else. What the generator measures against it is what the generator
 * and the loopback themselves cost.
 */
public final class LoopbackResponder implements AutoCloseable {

    private static final byte[] ANSWER = """
            HTTP/1.1 200 OK\r
            Content-Type: application/json\r
            Content-Length: 21\r
            \r
            {"status":"accepted"}""".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private final int requestBytes;
    private final Thread thread;
    private volatile boolean stopped;

    /** Opens it on a free port; each {@code requestBytes} bytes received are one request. */
    public LoopbackResponder(int requestBytes) throws IOException {
        this.requestBytes = requestBytes;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().daemon().name("bench-responder").start(this::serve);
    }

    /** Where it listens. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    private void serve() {
        while (!stopped) {
            try {
                selector.select(this::ready, TimeUnit.SECONDS.toMillis(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                var channel = server.accept();
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new long[1]);
            } else {
                answer((SocketChannel) key.channel(), (long[]) key.attachment());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void answer(SocketChannel channel, long[] received) throws IOException {
        in.clear();
        int count = channel.read(in);
        if (count < 0) {
            channel.close();
            return;
        }
        received[0] += count;
        for (; received[0] >= requestBytes; received[0] -= requestBytes) {
            channel.write(ByteBuffer.wrap(ANSWER));
        }
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        selector.wakeup();
        Joining.join(thread);
        server.close();
        selector.close();
    }
}
