package dev.millrace.gateway;

import static dev.millrace.gateway.RunningGateway.OLD;
import static dev.millrace.gateway.RunningGateway.TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.transport.GatewayServer;
import dev.millrace.platform.health.ReadinessCheck;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Who may connect, subscribe and command, and for how long. */
@RunningGateway.Needed
final class SocketAccessIT {

    private final GatewayServer server;
    private final String organization = RunningGateway.newOrganization();
    private final String token = TOKENS.token(organization, OLD);

    SocketAccessIT(GatewayServer server, List<ReadinessCheck> readiness) {
        this.server = server;
        RunningGateway.awaitReady(readiness);
    }

    @Test
    void takesTheTokenFromTheQueryASubprotocolOrAFrame() {
        try (var query = TestSocket.connect(server.port(), "?access_token=" + token, builder -> builder);
                var subprotocol = TestSocket.connect(
                        server.port(), "", builder -> builder.subprotocols("millrace.v1", "bearer." + token));
                var frame = TestSocket.connect(server.port(), "", builder -> builder)) {
            // when
            frame.send("{\"type\":\"auth\",\"token\":\"" + token + "\"}");
            // then
            query.next("welcome");
            subprotocol.next("welcome");
            assertThat(subprotocol.raw().getSubprotocol()).isEqualTo("millrace.v1");
            frame.next("welcome");
        }
    }

    @Test
    void readsFramesThatWereSentWithoutWaitingForTheWelcome() {
        try (var socket = TestSocket.connect(server.port(), "", builder -> builder)) {
            // when
            socket.send("{\"type\":\"auth\",\"token\":\"" + token + "\"}")
                    .send("{\"type\":\"subscribe\",\"id\":\"a\",\"channel\":\"organization/" + organization + "\"}");
            // then
            socket.next("welcome");
            socket.next("subscribed");
        }
    }

    @Test
    void closesWithoutAGoodToken() {
        try (var none = TestSocket.connect(server.port(), "", builder -> builder);
                var forged = TestSocket.connect(server.port(), "?access_token=x.y.z", builder -> builder)) {
            assertThat(forged.closeCode()).isEqualTo(4401);
            assertThat(none.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void closesWhenTheTokenExpiresUnlessANewerOneCame() {
        var soon = Instant.now().plusSeconds(2);
        var brief = TOKENS.token(
                claims -> claims.claim("organizations", List.of(organization)).expirationTime(Date.from(soon)));
        try (var renewed = TestSocket.open(server.port(), brief);
                var expiring = TestSocket.open(server.port(), brief)) {
            // when
            renewed.send("{\"type\":\"auth\",\"token\":\"" + token + "\"}");
            // then
            renewed.next("reauthenticated");
            assertThat(expiring.closeCode()).isEqualTo(4402);
            assertThat(renewed.isQuiet()).isTrue();
        }
    }

    @Test
    void refusesATokenOfSomebodyElseOnAnOpenSocket() {
        var other = TOKENS.token(claims -> claims.subject("bob"));
        try (var socket = TestSocket.open(server.port(), token)) {
            socket.send("{\"type\":\"auth\",\"token\":\"" + other + "\"}");
            assertThat(socket.closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void refusesAForeignOrganizationAndStaysOpen() {
        try (var socket = TestSocket.open(server.port(), token)) {
            socket.send("{\"type\":\"subscribe\",\"id\":\"a\",\"channel\":\"organization/foreign\"}");
            assertThat(socket.next("error").path("code").asString()).isEqualTo("FORBIDDEN");
            socket.send("{\"type\":\"command\",\"id\":\"c\",\"organization\":\"foreign\",\"command\":{}}");
            assertThat(socket.next("error").path("id").asString()).isEqualTo("c");
            assertThat(socket.isQuiet()).isTrue();
        }
    }

    @Test
    void refusesPagesOfOtherOrigins() {
        assertThatThrownBy(() -> TestSocket.connect(
                        server.port(), "", builder -> builder.header("Origin", "https://evil.example")))
                .isInstanceOf(CompletionException.class);
        try (var socket = TestSocket.connect(
                server.port(), "?access_token=" + token, builder -> builder.header("Origin", "https://app.example"))) {
            socket.next("welcome");
        }
    }
}
