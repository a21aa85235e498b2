package dev.millrace.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.gateway.history.History;
import dev.millrace.gateway.history.HistoryPage;
import dev.millrace.gateway.history.HistoryRequest;
import dev.millrace.gateway.history.ReplayBuffer;
import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.gateway.telemetry.GatewayMeters;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much may wait for an event loop. */
final class ShardTest {

    private static final int LARGE = 5_000_000;

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean isLoopOver;
    private final Shard shard = new Shard(
            new StandingLoop(),
            new ReplayBuffer(0),
            new NoHistory(),
            new JoinSettings(Duration.ZERO, Duration.ZERO, 1),
            new GatewayMeters(new SimpleMeterRegistry()));

    private final class StandingLoop implements Loop {
        @Override
        public void execute(Runnable task) {
            if (isLoopOver) {
                throw new RejectedExecutionException();
            }
            tasks.add(task);
        }

        @Override
        public void schedule(Runnable task, Duration delay) {
            throw new AssertionError("Expected no timer");
        }
    }

    private static final class NoHistory implements History {
        @Override
        public CompletableFuture<HistoryPage> fetch(HistoryRequest request) {
            throw new AssertionError("Expected no question");
        }

        @Override
        public CompletableFuture<Long> head(OrganizationId organization, String token) {
            throw new AssertionError("Expected no question");
        }
    }

    @Test
    void letsTheReaderWaitWhileTooManyBytesWait() throws InterruptedException {
        // given
        shard.post(List.of(event(LARGE)));
        // when
        var reader = Thread.ofVirtual().start(() -> post(LARGE));
        await().until(() -> reader.getState() == Thread.State.WAITING);
        tasks.remove().run();
        // then
        assertThat(reader.join(Duration.ofSeconds(5))).isTrue();
        assertThat(tasks).hasSize(1);
    }

    @Test
    void takesManySmallBatchesAndOneThatIsLargerThanTheRoom() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            shard.post(List.of(event(1_000)));
        }
        tasks.forEach(Runnable::run);
        // when
        shard.post(List.of(event(LARGE), event(LARGE)));
        // then
        assertThat(tasks).hasSize(101);
    }

    @Test
    @Timeout(10)
    void givesTheRoomBackForWhatTheLoopDidNotTake() throws InterruptedException {
        // given
        isLoopOver = true;
        assertThatThrownBy(() -> shard.post(List.of(event(LARGE)))).isInstanceOf(RejectedExecutionException.class);
        isLoopOver = false;
        // when
        shard.post(List.of(event(LARGE)));
        // then
        assertThat(tasks).hasSize(1);
    }

    private void post(int bytes) {
        try {
            shard.post(List.of(event(bytes)));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static EncodedEvent event(int bytes) {
        return new EncodedEvent(
                new OrganizationId("acme"), 1, new Subject("table/a"), RawJson.of("\"" + "x".repeat(bytes) + "\""));
    }
}
