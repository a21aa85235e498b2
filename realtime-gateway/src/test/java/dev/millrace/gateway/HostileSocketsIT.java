package dev.millrace.gateway;

import static dev.millrace.gateway.RunningGateway.EVENTS;
import static dev.millrace.gateway.RunningGateway.OLD;
import static dev.millrace.gateway.RunningGateway.TOKENS;
import static dev.millrace.gateway.RunningGateway.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.RawSocket.Frame;
import dev.millrace.gateway.transport.GatewayServer;
import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Clients that break rules, or do not read. */
@RunningGateway.Needed
final class HostileSocketsIT {

    private final GatewayServer server;
    private final String organization = RunningGateway.newOrganization();
    private final String token = TOKENS.token(organization, OLD);

    HostileSocketsIT(GatewayServer server, List<ReadinessCheck> readiness) {
        this.server = server;
        RunningGateway.awaitReady(readiness);
    }

    @Test
    void staysOpenAfterAFrameThatIsNoJsonButNotAfterMany() {
        try (var socket = TestSocket.open(server.port(), token)) {
            socket.send("nonsense");
            assertThat(socket.next("error").path("code").asString()).isEqualTo("MALFORMED_JSON");
            assertThat(socket.isQuiet()).isTrue();
            for (int i = 0; i < 20; i++) {
                socket.send("{\"type\":\"dance\"}");
            }
            assertThat(socket.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void closesAnOversizeFrameABinaryOneAndTextThatIsNotUtf8() throws IOException {
        try (var big = new RawSocket(server.port(), token);
                var binary = new RawSocket(server.port(), token);
                var garbled = new RawSocket(server.port(), token)) {
            big.frame(0x81, new byte[1024 * 1024 + 1]);
            binary.frame(0x82, new byte[3]);
            garbled.frame(0x81, new byte[] {(byte) 0xC3, 0x28});
            assertThat(big.closeCode()).isEqualTo(1009);
            assertThat(binary.closeCode()).isEqualTo(1003);
            assertThat(garbled.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void closesASlowConsumerThatThenResumesExactly() throws IOException {
        var payload = "{\"text\":\"" + "x".repeat(100_000) + "\"}";
        var received = new ArrayList<Long>();
        try (var slow = new RawSocket(server.port(), token)) {
            // given
            slow.read();
            slow.text("{\"type\":\"subscribe\",\"id\":\"a\",\"channel\":\"organization/" + organization + "\"}");
            slow.read();
            // when
            for (int i = 0; i < 200; i++) {
                var _ = EVENTS.append(organization, "table/a/row/1", payload);
            }
            EVENTS.append(organization, "table/a/row/1", 1);
            // then
            Frame frame = slow.read();
            for (; !frame.isClose(); frame = slow.read()) {
                received.add(Json.MAPPER
                        .readTree(frame.payload())
                        .path("event")
                        .path("sequence")
                        .asLong());
            }
            assertThat(frame.closeCode()).isEqualTo(4409);
        }
        try (var resumed = TestSocket.open(server.port(), token)) {
            resumed.subscribe("a", "organization/" + organization, (long) received.size());
            received.addAll(resumed.events(201 - received.size()));
            assertThat(received).isEqualTo(range(1, 201));
        }
    }

    @Test
    void survivesGarbageWhileOthersNoticeNothing() throws IOException {
        var random = new Random(11);
        try (var witness = TestSocket.open(server.port(), token)) {
            witness.subscribe("a", "organization/" + organization, null);
            for (int i = 0; i < 200; i++) {
                try (var hostile = new RawSocket(server.port(), token)) {
                    var garbage = new byte[1 + random.nextInt(400)];
                    random.nextBytes(garbage);
                    hostile.bytes(garbage);
                    hostile.frame(random.nextInt(256), garbage);
                } catch (IOException _) {
                    // closed on in the middle of a write, as it deserves
                }
            }
            EVENTS.append(organization, "organization", 3);
            assertThat(witness.events(3)).containsExactly(1L, 2L, 3L);
        }
    }
}
