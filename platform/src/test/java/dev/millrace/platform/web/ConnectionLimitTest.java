package dev.millrace.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = WebTestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {WebTestApplication.ISSUER, "millrace.web.max-connections=1"})
class ConnectionLimitTest {

    private static final int WAITS_MILLIS = 500;
    private static final int IN_TIME_MILLIS = 10_000;

    private final int port;

    @Autowired
    ConnectionLimitTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void answersOnAFurtherConnectionWhenAnotherIsClosed() throws IOException {
        try (var idle = connection();
                var next = connection()) {
            // given
            next.getOutputStream().write("GET /live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            next.setSoTimeout(WAITS_MILLIS);
            assertThatThrownBy(() -> next.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            // when
            idle.shutdownOutput(); // the server closes it
            // then
            next.setSoTimeout(IN_TIME_MILLIS);
            assertThat(new String(next.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 200");
        }
    }

    private Socket connection() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }
}
