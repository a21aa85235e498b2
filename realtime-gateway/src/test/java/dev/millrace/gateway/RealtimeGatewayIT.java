package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.millrace.embedded.SharedInfrastructure;
import dev.millrace.gateway.RawSocket.Frame;
import dev.millrace.gateway.transport.GatewayServer;
import dev.millrace.platform.command.PendingOutcomes;
import dev.millrace.platform.health.ReadinessCheck;
import dev.millrace.platform.json.Json;
import dev.millrace.platform.kafka.KafkaConfiguration;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The gateway as a process, with a real broker, against clients that behave and clients that do not. */
@SpringBootTest(
        classes = {RealtimeGatewayApplication.class, RealtimeGatewayIT.Provider.class},
        webEnvironment = WebEnvironment.RANDOM_PORT)
final class RealtimeGatewayIT {

    private static final TestTokens TOKENS = new TestTokens();
    private static final HistoryServer HISTORY = new HistoryServer();
    private static final String OLD = "gateway-old";
    private static final KafkaConnection KAFKA =
            new KafkaConnection(SharedInfrastructure.kafka().bootstrapServers(), 8, (short) 1, Map.of());
    private static final EventWriter EVENTS = new EventWriter(KAFKA, HISTORY);
    private static int organizations;

    private final GatewayServer server;
    private final PendingOutcomes outcomes;
    private final ReadinessCheck readiness;
    private final String organization = "gateway-" + ++organizations;
    private final String token = TOKENS.token(organization, OLD);

    @TestConfiguration(proxyBeanMethods = false)
    static class Provider {
        @Bean
        JWKSource<SecurityContext> keys() {
            return TOKENS.keys();
        }
    }

    RealtimeGatewayIT(
            @Autowired GatewayServer server, @Autowired PendingOutcomes outcomes, @Autowired ReadinessCheck readiness) {
        this.server = server;
        this.outcomes = outcomes;
        this.readiness = readiness;
        await().atMost(Duration.ofSeconds(30)).until(() -> readiness.problem().isEmpty());
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws ExecutionException, InterruptedException {
        var properties = new HashMap<>(SharedInfrastructure.properties());
        writeOldEvents();
        properties.put("millrace.security.issuer", TestTokens.ISSUER);
        properties.put("millrace.encryption.key", Base64.getEncoder().encodeToString(new byte[32]));
        properties.put("millrace.gateway.port", "0");
        properties.put("millrace.gateway.host", "127.0.0.1");
        properties.put("millrace.gateway.query-url", HISTORY.url());
        properties.put("millrace.gateway.allowed-origins", "https://app.example");
        properties.put("millrace.gateway.replay-buffer", "2MB");
        properties.put("millrace.gateway.send-queue", "512KB");
        properties.put("millrace.gateway.auth-timeout", "2s");
        properties.put("millrace.gateway.expiry-grace", "500ms");
        properties.put("millrace.gateway.future-wait", "1s");
        properties.put("millrace.gateway.close-timeout", "20s");
        properties.put("millrace.gateway.command-timeout", "3s");
        properties.forEach((name, value) -> registry.add(name, () -> value));
    }

    /** Events that the projection has committed before the node starts: it never sees them in Kafka. */
    private static void writeOldEvents() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(KAFKA.client("test-admin"))) {
            var _ = new KafkaConfiguration().provisionedTopics(admin, KAFKA);
            EVENTS.append(OLD, "table/a/row/1", 1200);
            var ends = new HashMap<TopicPartition, OffsetSpec>();
            for (int partition = 0; partition < 8; partition++) {
                ends.put(new TopicPartition(Topics.EVENTS.name(), partition), OffsetSpec.latest());
            }
            var committed = new HashMap<TopicPartition, OffsetAndMetadata>();
            admin.listOffsets(ends)
                    .all()
                    .get()
                    .forEach((partition, end) -> committed.put(partition, new OffsetAndMetadata(end.offset())));
            admin.alterConsumerGroupOffsets(Topics.EVENT_LOG_GROUP, committed)
                    .all()
                    .get();
        }
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
            socket.send(command("c", "foreign", CommandId.of("0191d0a0-0000-7000-8000-000000000001")));
            assertThat(socket.next("error").path("id").asString()).isEqualTo("c");
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
    void refusesPagesOfOtherOrigins() {
        assertThatThrownBy(() -> TestSocket.connect(
                        server.port(), "", builder -> builder.header("Origin", "https://evil.example")))
                .isInstanceOf(CompletionException.class);
        try (var socket = TestSocket.connect(
                server.port(), "?access_token=" + token, builder -> builder.header("Origin", "https://app.example"))) {
            socket.next("welcome");
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
            await().until(() -> readiness.problem().isEmpty());
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

    private static String command(String id, String organization, CommandId commandId) {
        return ("{\"type\":\"command\",\"id\":\"%s\",\"organization\":\"%s\",\"command\":{\"id\":\"%s\","
                        + "\"type\":\"organization.rename\",\"data\":{\"name\":\"New\"}}}")
                .formatted(id, organization, commandId);
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
