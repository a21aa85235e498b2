package dev.millrace.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The network on the way to one server: everything sent to its port comes out at the server, unless it is {@linkplain State disturbed}. */
final class Link implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long POLL_NANOS = 5_000_000;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile State state = new State.Whole();

    /** What the network does now. */
    sealed interface State {

        record Whole() implements State {}

        /** Every chunk comes later, in both directions. */
        record Slow(Duration delay) implements State {}

        /** Nothing comes through, and nobody is told: connections stay, and new ones are never answered. */
        record Cut() implements State {}
    }

    private Link(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    /** Leads from a port to another, both of the loopback interface. */
    static Link open(int port, int targetPort) throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        var link = new Link(new ServerSocket(port, 200, loopback), new InetSocketAddress(loopback, targetPort));
        Thread.ofVirtual().name("link-" + port).start(link::accept);
        return link;
    }

    int port() {
        return server.getLocalPort();
    }

    void become(State next) {
        state = next;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                sockets.add(near);
                Thread.ofVirtual().name("link").start(() -> connect(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        try {
            pass();
            var far = new Socket();
            sockets.add(far);
            far.connect(target, 2_000);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread.ofVirtual().name("link-back").start(() -> pump(far, near));
            pump(near, far);
        } catch (IOException noServer) {
            end(near);
        }
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[BUFFER_BYTES];
        try {
            var input = from.getInputStream();
            var output = to.getOutputStream();
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                pass();
                output.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // the other direction ends with it
        } finally {
            end(from);
            end(to);
        }
    }

    /** Waits as long as the network lets nothing through. */
    private void pass() {
        if (state instanceof State.Slow(var delay)) {
            LockSupport.parkNanos(delay.toNanos());
        }
        while (state instanceof State.Cut && !server.isClosed()) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close a connection", e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the link to " + target, e);
        }
        Set.copyOf(sockets).forEach(this::end);
    }
}
