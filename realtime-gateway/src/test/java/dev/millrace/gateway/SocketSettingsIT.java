package dev.millrace.gateway;

import static dev.millrace.gateway.RunningGateway.EVENTS;
import static dev.millrace.gateway.RunningGateway.OLD;
import static dev.millrace.gateway.RunningGateway.TOKENS;
import static dev.millrace.gateway.RunningGateway.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.gateway.RawSocket.Frame;
import dev.millrace.gateway.transport.GatewayServer;
import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** What is off unless it is configured, bounds of the whole node, and its stop. */
@RunningGateway.Needed
@TestPropertySource(properties = {"millrace.gateway.compression=true", "millrace.gateway.max-sessions=2"})
@DirtiesContext
final class SocketSettingsIT {

    private static final int EVENT_COUNT = 40;

    private final GatewayServer server;
    private final String organization = RunningGateway.newOrganization();
    private final String token = TOKENS.token(organization, OLD);

    SocketSettingsIT(GatewayServer server, List<ReadinessCheck> readiness) {
        this.server = server;
        RunningGateway.awaitReady(readiness);
    }

    @AfterEach
    void serveAgain() {
        if (!server.isRunning()) {
            server.start();
        }
    }

    @Test
    void compressesForWhoeverAgreesToIt() throws IOException {
        var text = "{\"text\":\"" + "again and ".repeat(1_000) + "\"}";
        try (var socket = new RawSocket(
                server.port(), token, "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n")) {
            // given
            socket.read();
            socket.text("{\"type\":\"subscribe\",\"id\":\"a\",\"channel\":\"organization/" + organization + "\"}");
            socket.read();
            // when
            var _ = EVENTS.append(organization, "table/a/row/1", text);
            // then
            var frame = socket.read();
            assertThat(socket.answer()).contains("permessage-deflate");
            assertThat(frame.isCompressed()).isTrue();
            assertThat(frame.length()).isLessThan(text.length() / 10);
            var event = Json.MAPPER.readTree(frame.payload()).path("event");
            assertThat(event.path("sequence").asLong()).isEqualTo(1);
            assertThat(event.path("data").path("text").asString()).hasSize(10_000);
        }
    }

    @Test
    void refusesMoreSocketsThanItIsToHold() throws IOException {
        try (var first = TestSocket.open(server.port(), token)) {
            try (var _ = new RawSocket(server.port(), token)) {
                // when, then
                assertThatThrownBy(() -> new RawSocket(server.port(), token))
                        .hasMessageContaining("503")
                        .hasMessageContaining("retry-after: 1");
            }
            // and takes another one when one has gone
            await().untilAsserted(() -> new RawSocket(server.port(), token).close());
            assertThat(first.isQuiet()).isTrue();
        }
    }

    @Test
    void sendsWhatIsQueuedBeforeItStops() throws IOException {
        var text = "{\"text\":\"" + "x".repeat(10_000) + "\"}";
        var received = new ArrayList<Long>();
        int port = server.port();
        CompletableFuture<?> stop;
        try (var socket = new RawSocket(port, token);
                var witness = TestSocket.open(port, token)) {
            // given
            socket.read();
            socket.text("{\"type\":\"subscribe\",\"id\":\"a\",\"channel\":\"organization/" + organization + "\"}");
            socket.read();
            witness.subscribe("a", "organization/" + organization, null);
            for (int i = 0; i < EVENT_COUNT; i++) {
                var _ = EVENTS.append(organization, "table/a/row/1", text);
            }
            witness.events(EVENT_COUNT);
            // when
            stop = CompletableFuture.runAsync(server::stop);
            // then
            Frame frame = socket.read();
            for (; !frame.isClose(); frame = socket.read()) {
                received.add(sequence(frame));
            }
            assertThat(received).isEqualTo(range(1, EVENT_COUNT));
            assertThat(List.of(frame.closeCode(), witness.closeCode())).containsOnly(1012);
        }
        var _ = stop.join();
        assertThatThrownBy(() -> new RawSocket(port, token)).hasMessageContaining("refused");
    }

    private static long sequence(Frame frame) {
        return Json.MAPPER
                .readTree(frame.payload())
                .path("event")
                .path("sequence")
                .asLong();
    }
}
