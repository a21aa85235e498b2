package dev.millrace.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.command.Origin;
import dev.millrace.platform.command.Submission;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.util.LeakPresenceDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions behind their handler; after each test not one buffer is left. */
final class SocketHandlerTest {

    private static final CommandId COMMAND = CommandId.of("0191d0a0-0000-7000-8000-000000000001");

    private final List<Origin> origins = new ArrayList<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final SessionFixture session = new SessionFixture(SessionFixture.settings(), this::submit);

    private Submission submit(OrganizationId organization, JsonObject command, Origin origin) {
        if (command.node().path("type").asString("").equals("unknown")) {
            throw new Problem(ErrorCode.UNKNOWN_COMMAND_TYPE, "Expected a command");
        }
        origins.add(origin);
        return new Submission(COMMAND, CompletableFuture.completedFuture(null), outcome);
    }

    @AfterEach
    void leavesNoBuffer() {
        session.close();
        LeakPresenceDetector.check();
    }

    @Test
    void writesEventsVerbatimSmallAndLarge() throws InterruptedException {
        // given
        session.open();
        session.receive(SessionFixture.subscribe("a", "organization/acme"));
        session.receive(SessionFixture.subscribe("b", "organization/acme/table/a"));
        session.frames();
        // when
        session.publish(1, 10);
        session.publish(1, 2_000);
        // then
        var small = "{\"sequence\":1,\"text\":\"" + "x".repeat(10) + "\"}}";
        var large = "{\"sequence\":2,\"text\":\"" + "x".repeat(2_000) + "\"}}";
        assertThat(session.frames())
                .containsExactly(event("a") + small, event("b") + small, event("a") + large, event("b") + large);
    }

    @Test
    void closesWhoDoesNotReadAndForgetsWhatWaited() throws InterruptedException {
        // given
        session.open();
        session.receive(SessionFixture.subscribe("a", "organization/acme"));
        session.frames();
        session.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(100, 200));
        // when
        session.publish(40, 1_000);
        // then
        assertThat(session.frames()).hasSizeLessThan(15).last().isEqualTo("close 4409");
    }

    @Test
    void keepsTheOrderWhenFramesHadToWait() throws InterruptedException {
        // given
        session.open();
        session.receive(SessionFixture.subscribe("a", "organization/acme"));
        session.frames();
        session.channel().config().setWriteBufferWaterMark(new WriteBufferWaterMark(10, 20));
        // when
        session.publish(10, 20);
        // then
        assertThat(session.frames())
                .hasSize(10)
                .isSortedAccordingTo((one, other) -> Integer.compare(sequence(one), sequence(other)));
    }

    @Test
    void pingsTheSilentAndClosesTheDead() {
        // given
        session.open();
        // when
        session.pass(Duration.ofSeconds(30));
        session.pass(Duration.ofSeconds(30));
        session.pass(Duration.ofSeconds(30));
        session.pass(Duration.ofSeconds(30));
        // then
        assertThat(session.frames()).containsExactly("ping", "ping", "close 4408");
    }

    @Test
    void toleratesSomeMalformedFrames() {
        // given
        session.open();
        // when
        for (int i = 0; i < 4; i++) {
            session.receive("nonsense");
        }
        // then
        assertThat(session.frames()).hasSize(5).last().isEqualTo("close 4400");
    }

    @Test
    void closesWhoGoesOnSubscribingBeyondTheLimit() {
        // given
        session.open();
        // when
        for (int i = 0; i < 6; i++) {
            session.receive(SessionFixture.subscribe("s" + i, "organization/acme"));
        }
        // then
        assertThat(session.frames()).last().isEqualTo("close 4413");
    }

    @Test
    void answersCommandsWithTheirOutcome() {
        // given
        session.open();
        session.receive(command("c", "known"));
        session.work();
        // when
        outcome.complete(new Outcome.Accepted(COMMAND, 1, 1, List.of()));
        session.run();
        // then
        assertThat(session.frames())
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"outcome\",\"id\":\"c\",\"outcome\":{");
        assertThat(origins).extracting(Origin::actor).containsExactly("anna");
    }

    @Test
    void answersCommandsThatAreNotAcceptableOrTooMany() {
        // given
        session.open();
        session.receive(command("c1", "unknown"));
        session.work();
        // when
        session.receive(command("c2", "known"));
        session.receive(command("c3", "known"));
        session.receive(command("c4", "known"));
        session.work();
        // then
        assertThat(session.frames())
                .satisfiesExactly(
                        frame -> assertThat(frame).contains("c1", "UNKNOWN_COMMAND_TYPE"),
                        frame -> assertThat(frame).contains("c4", "OVERLOADED"));
    }

    @Test
    void answersTheClientsCloseFrame() {
        // given
        session.open();
        // when
        session.receive(new CloseWebSocketFrame(1000, "bye"));
        session.pass(Duration.ZERO);
        // then
        assertThat(session.frames()).containsExactly("close 1000");
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void givesUpOnAClientThatDoesNotAnswerTheCloseFrame() {
        // given
        session.open();
        session.receive("{\"type\":\"auth\",\"token\":\"bob\"}");
        session.work();
        // when
        session.pass(Duration.ofSeconds(5));
        // then
        assertThat(session.frames()).containsExactly("close 4403");
        assertThat(session.isOpen()).isFalse();
    }

    private static String command(String id, String type) {
        return "{\"type\":\"command\",\"id\":\"%s\",\"organization\":\"acme\",\"command\":{\"type\":\"%s\"}}"
                .formatted(id, type);
    }

    private static String event(String id) {
        return "{\"type\":\"event\",\"id\":\"" + id + "\",\"event\":";
    }

    private static int sequence(String frame) {
        int from = frame.indexOf("\"sequence\":") + 11;
        return Integer.parseInt(frame, from, frame.indexOf(',', from), 10);
    }
}
