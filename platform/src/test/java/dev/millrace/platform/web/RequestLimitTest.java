package dev.millrace.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.security.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = WebTestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {WebTestApplication.ISSUER, "millrace.web.max-requests=1"})
class RequestLimitTest {

    private static final Duration IN_TIME = Duration.ofSeconds(10);

    private final int port;
    private final Wire wire;
    private final String authorization;

    @Autowired
    RequestLimitTest(@LocalServerPort int port, TestTokens tokens) {
        this.port = port;
        this.wire = new Wire(port);
        this.authorization = "Authorization: Bearer " + tokens.token(_ -> {});
    }

    @Test
    void refusesOneMoreThanThereAreAllowedAndTakesTheNextWhenOneHasEnded() throws IOException {
        try (var slow = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // given
            slow.getOutputStream()
                    .write("POST /v1/tree HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n%s\r\n\r\n["
                            .formatted(authorization)
                            .getBytes(StandardCharsets.UTF_8));
            // when
            Awaitility.await().atMost(IN_TIME).until(() -> trace().says("OVERLOADED"));
            // then
            assertThat(trace().status()).isEqualTo(503);
            assertThat(trace().head()).contains("Retry-After:");
            assertThat(wire.get("/live").status()).isEqualTo(200);
            // when
            slow.getOutputStream().write(']');
            // then
            Awaitility.await().atMost(IN_TIME).until(() -> trace().status() == 200);
        }
    }

    private Wire.Answer trace() throws IOException {
        return wire.get("/v1/trace", authorization);
    }
}
