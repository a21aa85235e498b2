package dev.millrace.gateway;

import static dev.millrace.gateway.RunningGateway.EVENTS;
import static dev.millrace.gateway.RunningGateway.HISTORY;
import static dev.millrace.gateway.RunningGateway.OLD;
import static dev.millrace.gateway.RunningGateway.TOKENS;
import static dev.millrace.gateway.RunningGateway.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.gateway.transport.GatewayServer;
import dev.millrace.platform.command.PendingOutcomes;
import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Events out, commands in. */
@RunningGateway.Needed
final class RealtimeGatewayIT {

    private final GatewayServer server;
    private final PendingOutcomes outcomes;
    private final String organization = RunningGateway.newOrganization();
    private final String token = TOKENS.token(organization, OLD);

    RealtimeGatewayIT(GatewayServer server, List<ReadinessCheck> readiness, PendingOutcomes outcomes) {
        this.server = server;
        this.outcomes = outcomes;
        RunningGateway.awaitReady(readiness);
    }

    @Test
    void sendsEventsOfAChannelAsTheyHappenAndVerbatim() {
        try (var socket = TestSocket.open(server.port(), token)) {
            // given
            socket.subscribe("a", "organization/" + organization + "/table/a/row/1", null);
            // when
            EVENTS.append(organization, "table/a/row/2", 2);
            EVENTS.append(organization, "table/a/row/1", 2);
            // then
            assertThat(socket.events(2)).containsExactly(3L, 4L);
            assertThat(socket.isQuiet()).isTrue();
        }
    }

    @Test
    void resumesFromMemoryAndFromTheReadSideWithoutGapOrDuplicate() {
        try (var socket = TestSocket.open(server.port(), token)) {
            // given
            var subscribed = socket.subscribe("a", "organization/" + OLD, 5L);
            // when
            EVENTS.append(OLD, "table/a/row/1", 10);
            // then
            assertThat(subscribed.path("head").asLong()).isGreaterThanOrEqualTo(1200);
            assertThat(socket.events(1205)).isEqualTo(range(6, 1210));
            assertThat(HISTORY.requests()).isGreaterThanOrEqualTo(3);
            // and a filtered channel likewise
            socket.subscribe("b", "organization/" + OLD + "/table/a", 1190L);
            assertThat(socket.events(20)).isEqualTo(range(1191, 1210));
        }
    }

    @Test
    void endsASubscriptionWhenAsked() {
        try (var socket = TestSocket.open(server.port(), token)) {
            // given
            socket.subscribe("a", "organization/" + organization, null);
            // when
            socket.send("{\"type\":\"unsubscribe\",\"id\":\"a\"}");
            socket.next("unsubscribed");
            EVENTS.append(organization, "organization", 1);
            socket.subscribe("b", "organization/" + organization, 0L);
            // then
            assertThat(socket.next("event").path("id").asString()).isEqualTo("b");
            assertThat(socket.isQuiet()).isTrue();
        }
    }

    @Test
    void refusesAPositionOfTheFuture() {
        try (var socket = TestSocket.open(server.port(), token)) {
            socket.send(
                    "{\"type\":\"subscribe\",\"id\":\"a\",\"channel\":\"organization/" + OLD + "\",\"after\":999999}");
            assertThat(socket.next("error").path("code").asString()).isEqualTo("INVALID_PARAMETER");
        }
    }

    @Test
    void answersACommandWithItsOutcome() {
        var id = CommandId.of("0191d0a0-0000-7000-8000-000000000002");
        try (var socket = TestSocket.open(server.port(), token)) {
            // given
            socket.send(command("c1", organization, id));
            await().until(() -> outcomes.isAwaited(new OrganizationId(organization), id));
            // when
            outcomes.complete(new OrganizationId(organization), new Outcome.Accepted(id, 1, 1, List.of()));
            // then
            var frame = socket.next("outcome");
            assertThat(frame.path("id").asString()).isEqualTo("c1");
            assertThat(frame.path("outcome").path("status").asString()).isEqualTo("accepted");
        }
    }

    @Test
    void saysWhichCommandMayBeRepeatedWhenNoOutcomeComes() {
        var id = CommandId.of("0191d0a0-0000-7000-8000-000000000003");
        try (var socket = TestSocket.open(server.port(), token)) {
            socket.send(command("c1", organization, id));
            var error = socket.next("error");
            assertThat(error.path("code").asString()).isEqualTo("UNAVAILABLE");
            assertThat(error.path("commandId").asString()).isEqualTo(id.toString());
        }
    }

    @Test
    void answersAnUnknownCommandWithAProblem() {
        try (var socket = TestSocket.open(server.port(), token)) {
            socket.send("{\"type\":\"command\",\"id\":\"c\",\"organization\":\"" + organization
                    + "\",\"command\":{\"type\":\"no.such\",\"data\":{}}}");
            assertThat(socket.next("error").path("code").asString()).isEqualTo("UNKNOWN_COMMAND_TYPE");
        }
    }

    /** Reports how long an event takes from the producer to the socket, at 1,000 events a second; asserts only that all arrive in order. */
    @Test
    void keepsUpWithAThousandEventsASecond() {
        var delays = new ArrayList<Long>();
        try (var socket = TestSocket.open(server.port(), token)) {
            // given
            socket.subscribe("a", "organization/" + organization, null);
            EVENTS.append(organization, "organization", 1_000);
            socket.events(1_000);
            // when
            long start = System.nanoTime();
            for (int i = 0; i < 5_000; i++) {
                long due = start + i * 1_000_000L;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                var _ = EVENTS.append(organization, "table/a/row/" + i % 100, "{\"due\":" + due + "}");
            }
            // then
            for (long sequence = 1_001; sequence <= 6_000; sequence++) {
                var frame = socket.next("event");
                assertThat(frame.path("event").path("sequence").asLong()).isEqualTo(sequence);
                delays.add(frame.path("receivedNanos").asLong()
                        - frame.path("event").path("data").path("due").asLong());
            }
        }
        Collections.sort(delays);
        System.out.printf(
                "EVENT TO SOCKET at 1,000 events/s: p50 %,d us, p99 %,d us, worst %,d us%n",
                delays.get(2_500) / 1_000, delays.get(4_950) / 1_000, delays.getLast() / 1_000);
    }

    private static String command(String id, String organization, CommandId commandId) {
        return ("{\"type\":\"command\",\"id\":\"%s\",\"organization\":\"%s\",\"command\":{\"id\":\"%s\","
                        + "\"type\":\"organization.rename\",\"data\":{\"name\":\"New\"}}}")
                .formatted(id, organization, commandId);
    }
}
