package dev.millrace.bench.child;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Free ports of the loopback interface for one start of the program.
 *
 * @param http    the API
 * @param sockets the gateway
 * @param kafka   the embedded broker
 */
public record Ports(int http, int sockets, int kafka) {

    /** Three that are free now. All are held until the last is found, so that they differ. */
    static Ports free() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var first = new ServerSocket(0, 1, loopback);
                var second = new ServerSocket(0, 1, loopback);
                var third = new ServerSocket(0, 1, loopback)) {
            return new Ports(first.getLocalPort(), second.getLocalPort(), third.getLocalPort());
        }
    }
}
