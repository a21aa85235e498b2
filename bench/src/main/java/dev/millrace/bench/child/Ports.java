package dev.millrace.bench.child;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback interface for one start of the program.
 *
 * @param http    the API
 * @param sockets the gateway
 */
record Ports(int http, int sockets) {

    /** Below the range of outgoing connections: this program opens hundreds of them, and none is to sit on a port of the server's. */
    private static final int FIRST = 12_000;

    private static final int LAST = 32_000;

    /** Two neighbours that are free now. */
    static Ports free() {
        while (true) {
            int http = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(http) && isFree(http + 1)) {
                return new Ports(http, http + 1);
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
