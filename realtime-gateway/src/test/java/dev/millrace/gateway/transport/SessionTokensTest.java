package dev.millrace.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.LeakPresenceDetector;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a session depends on its token. */
final class SessionTokensTest {

    private final SessionFixture session = new SessionFixture(SessionFixture.settings(), (_, _, _) -> {
        throw new AssertionError("No command was sent");
    });

    @AfterEach
    void leavesNoBuffer() {
        session.close();
        LeakPresenceDetector.check();
    }

    @Test
    void welcomesWhoBringsAGoodToken() {
        // given
        session.begin("anna");
        // when
        session.work();
        // then
        assertThat(session.frames())
                .singleElement()
                .asString()
                .contains("\"type\":\"welcome\"", "\"maxSubscriptions\":2");
    }

    @Test
    void closesWhenNoTokenComesInTime() {
        // given
        session.begin(null);
        // when
        session.pass(Duration.ofSeconds(10));
        // then
        assertThat(session.frames()).last().isEqualTo("close 4401");
    }

    @Test
    void answersNothingBeforeTheToken() {
        // given
        session.begin(null);
        // when
        session.receive(SessionFixture.subscribe("a", "organization/acme"));
        // then
        assertThat(session.frames()).singleElement().asString().contains("UNAUTHENTICATED");
    }

    @Test
    void holdsFramesWhileATokenIsChecked() {
        // given
        session.begin(null);
        session.receive("{\"type\":\"auth\",\"token\":\"anna\"}");
        session.receive(SessionFixture.subscribe("a", "organization/acme"));
        assertThat(session.frames()).isEmpty();
        assertThat(session.channel().config().isAutoRead()).isFalse();
        // when
        session.work();
        // then
        assertThat(session.frames())
                .satisfiesExactly(
                        frame -> assertThat(frame).contains("welcome"),
                        frame -> assertThat(frame).contains("subscribed"));
        assertThat(session.channel().config().isAutoRead()).isTrue();
    }

    @Test
    void endsWithTheTokenAndItsGrace() {
        // given
        session.open();
        // when
        session.pass(Duration.ofMinutes(10));
        assertThat(session.frames()).doesNotContain("close 4402");
        session.pass(Duration.ofSeconds(5));
        // then
        assertThat(session.frames()).last().isEqualTo("close 4402");
    }

    @Test
    void livesOnWithANewerToken() {
        // given
        session.open();
        session.receive("{\"type\":\"auth\",\"token\":\"anna-later\"}");
        session.work();
        // when
        session.pass(Duration.ofMinutes(1));
        session.receive("{\"type\":\"ping\"}");
        // then
        assertThat(session.frames()).anyMatch(frame -> frame.contains("reauthenticated"));
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void endsSubscriptionsThatANewerTokenDoesNotCover() throws InterruptedException {
        // given
        session.open();
        session.receive(SessionFixture.subscribe("a", "organization/acme"));
        // when
        session.receive("{\"type\":\"auth\",\"token\":\"anna-elsewhere\"}");
        session.work();
        session.publish(1, 10);
        // then
        assertThat(session.frames())
                .anyMatch(frame -> frame.contains("FORBIDDEN") && frame.contains("\"id\":\"a\""))
                .noneMatch(frame -> frame.contains("\"type\":\"event\""));
    }

    @Test
    void closesForATokenOfSomebodyElse() {
        // given
        session.open();
        // when
        session.receive("{\"type\":\"auth\",\"token\":\"bob\"}");
        session.work();
        // then
        assertThat(session.frames()).containsExactly("close 4403");
    }
}
