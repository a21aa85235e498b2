package dev.millrace.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports of the loopback interface that nobody listens on. */
public final class Ports {

    /** Below the range that Linux and macOS take outgoing connections from, so that none of those can take the port before the server does. */
    private static final int FIRST = 12_000;

    private static final int LAST = 32_000;

    private static final int ATTEMPTS = 200;

    private Ports() {}

    /** A port that is free now. Somebody may take it before it is used; the range is wide enough to make that rare. */
    public static int free() {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "Expected a free port between %d and %d, but found none".formatted(FIRST, LAST));
    }

    /** True if nothing listens on the port of the loopback interface. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
