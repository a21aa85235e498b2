package dev.millrace.gateway.subscription;

import static dev.millrace.gateway.subscription.SimulatedLog.ORGANIZATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.history.History;
import dev.millrace.gateway.history.HistoryPage;
import dev.millrace.gateway.history.HistoryRequest;
import dev.millrace.gateway.history.HistoryUnavailable;
import dev.millrace.gateway.history.ReplayBuffer;
import dev.millrace.gateway.telemetry.GatewayMeters;
import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.realtime.Channel;
import dev.millrace.schemas.realtime.ClientFrame.Subscribe;
import dev.millrace.schemas.realtime.ServerFrame.Failure;
import dev.millrace.schemas.realtime.ServerFrame.Subscribed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SubscriptionsTest {

    private static final Channel EVERYTHING = Channel.of("organization/acme");

    private final SimulatedLog log = new SimulatedLog(new Random(1));
    private final ReplayBuffer replay = new ReplayBuffer(1_000_000);
    private final SteppedLoop loop = new SteppedLoop();
    private final RecordingReceiver receiver = new RecordingReceiver();
    private final List<HistoryRequest> fetched = new ArrayList<>();
    private @Nullable RuntimeException historyFailure;
    private final Shard shard = new Shard(
            loop,
            replay,
            new Reads(),
            new JoinSettings(Duration.ofSeconds(5), Duration.ofMillis(100), 3),
            new GatewayMeters(new SimpleMeterRegistry()));
    private final Subscriptions subscriptions = shard.subscriptions(receiver, 2);

    private final class Reads implements History {
        @Override
        public CompletableFuture<HistoryPage> fetch(HistoryRequest request) {
            fetched.add(request);
            return historyFailure == null
                    ? CompletableFuture.completedFuture(new HistoryPage(List.of(), request.upTo()))
                    : CompletableFuture.failedFuture(historyFailure);
        }

        @Override
        public CompletableFuture<Long> head(OrganizationId organization, String token) {
            return historyFailure == null
                    ? CompletableFuture.completedFuture(0L)
                    : CompletableFuture.failedFuture(historyFailure);
        }
    }

    @Test
    void saysSubscribedBeforeTheFirstEvent() throws InterruptedException {
        // given
        publish(3);
        // when
        subscribe("a", EVERYTHING, 1L);
        // then
        assertThat(receiver.received()).first().isEqualTo(new Subscribed("a", EVERYTHING, 3));
        assertThat(receiver.sequences()).containsExactly(2L, 3L);
    }

    @Test
    void beginsNowWithoutAPosition() throws InterruptedException {
        // given
        publish(3);
        subscribe("a", EVERYTHING, null);
        // when
        publish(1);
        // then
        assertThat(receiver.sequences()).containsExactly(4L);
    }

    @Test
    void waitsForAPositionThatANodeAheadHasGivenOut() throws InterruptedException {
        // given
        publish(3);
        subscribe("a", EVERYTHING, 5L);
        // when
        publish(3);
        loop.advance(Duration.ofSeconds(5));
        run();
        // then
        assertThat(receiver.received()).containsExactly(new Subscribed("a", EVERYTHING, 5), 6L);
    }

    @Test
    void refusesAPositionThatIsNeverReached() throws InterruptedException {
        // given
        publish(3);
        subscribe("a", EVERYTHING, 1_000L);
        // when
        loop.advance(Duration.ofSeconds(5));
        run();
        // then
        assertThat(receiver.frames(Failure.class))
                .extracting(Failure::code)
                .containsExactly(ErrorCode.INVALID_PARAMETER);
        assertThat(subscriptions.size()).isZero();
    }

    @Test
    void endsWithUnavailableWhenHistoryCannotBeRead() {
        // given
        historyFailure = new HistoryUnavailable("away", null);
        subscribe("a", EVERYTHING, 0L);
        // when
        for (int i = 0; i < 10; i++) {
            loop.advance(Duration.ofSeconds(1));
            run();
        }
        // then
        assertThat(receiver.frames(Failure.class)).extracting(Failure::code).containsExactly(ErrorCode.UNAVAILABLE);
    }

    @Test
    void endsAtOnceWhenHistoryIsForbidden() {
        // given
        historyFailure = new Problem(ErrorCode.FORBIDDEN, "not yours");
        // when
        subscribe("a", EVERYTHING, 0L);
        // then
        assertThat(receiver.frames(Failure.class)).extracting(Failure::code).containsExactly(ErrorCode.FORBIDDEN);
    }

    @Test
    void readsNoHistoryWhileTheSocketIsFull() throws InterruptedException {
        // given
        replayFrom(10);
        receiver.drained(false);
        subscribe("a", EVERYTHING, 0L);
        assertThat(fetched).isEmpty();
        // when
        receiver.drained(true);
        subscriptions.drained();
        run();
        // then
        assertThat(fetched).extracting(HistoryRequest::upTo).containsExactly(9L);
    }

    @Test
    void endsWhatANewerTokenDoesNotCover() throws InterruptedException {
        // given
        publish(1);
        subscribe("a", EVERYTHING, null);
        // when
        subscriptions.reauthorize(new Caller("anna", Set.of("other"), Instant.EPOCH));
        // then
        assertThat(receiver.frames(Failure.class)).extracting(Failure::id).containsExactly("a");
        publish(1);
        assertThat(receiver.sequences()).isEmpty();
    }

    @Test
    void refusesAnIdThatIsTakenAndMoreThanTheLimit() throws InterruptedException {
        // given
        publish(1);
        subscribe("a", EVERYTHING, null);
        subscribe("b", EVERYTHING, null);
        // then
        assertThatThrownBy(() -> subscribe("a", EVERYTHING, null)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> subscribe("c", EVERYTHING, null))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.OVERLOADED));
    }

    @Test
    void areFollowedByTheirLoopFromTheFirstToTheLast() {
        // given
        assertThat(shard.isFollowed()).isFalse();
        subscribe("a", EVERYTHING, null);
        subscribe("b", EVERYTHING, null);
        // when
        subscriptions.unsubscribe("a");
        run();
        // then
        assertThat(shard.isFollowed()).isTrue();
        subscriptions.close();
        run();
        assertThat(shard.isFollowed()).isFalse();
    }

    private void subscribe(String id, Channel channel, @Nullable Long after) {
        subscriptions.subscribe(new Subscribe(id, channel, after));
        run();
    }

    private void publish(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            var event = log.append();
            replay.append(event);
            shard.post(List.of(event));
        }
        run();
    }

    /** The buffer begins at a sequence; what is before it must be fetched. */
    private void replayFrom(int first) {
        while (log.head() < first) {
            log.append();
        }
        replay.append(log.events().getLast());
        assertThat(replay.first(ORGANIZATION)).hasValue(first);
    }

    private void run() {
        while (loop.step()) {
            // until nothing is left to do
        }
    }
}
