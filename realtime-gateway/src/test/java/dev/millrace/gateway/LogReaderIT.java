package dev.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.gateway.fanout.LogReader;
import dev.millrace.gateway.history.HistorySettings;
import dev.millrace.gateway.history.HttpHistory;
import dev.millrace.gateway.history.ReplayBuffer;
import dev.millrace.gateway.subscription.JoinSettings;
import dev.millrace.gateway.subscription.Loop;
import dev.millrace.gateway.subscription.Shard;
import dev.millrace.gateway.telemetry.GatewayMeters;
import dev.millrace.platform.kafka.KafkaConfiguration;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the reader of the log does when what it hands events to fails. */
final class LogReaderIT {

    private final FailingLoop loop = new FailingLoop();
    private final Admin admin = Admin.create(RunningGateway.KAFKA.client("test-admin"));
    private final LogReader reader = reader();

    /** Fails as told, and then takes tasks without doing them. */
    private static final class FailingLoop implements Loop {

        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final AtomicInteger taken = new AtomicInteger();

        @Override
        public void execute(Runnable task) {
            switch (failures.poll()) {
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                case null, default -> taken.incrementAndGet();
            }
        }

        @Override
        public void schedule(Runnable task, Duration delay) {
            throw new AssertionError("Expected no timer");
        }
    }

    @BeforeEach
    void start() {
        var _ = new KafkaConfiguration().provisionedTopics(admin, RunningGateway.KAFKA);
        reader.start();
        await().until(() -> reader.problem().isEmpty());
    }

    @AfterEach
    void stop() {
        reader.stop();
        admin.close();
    }

    @Test
    void handsOverAgainWhatABugKeptFromTheLoops() {
        // given
        int before = loop.taken.get();
        loop.failures.add(new IllegalArgumentException("bug"));
        // when
        RunningGateway.EVENTS.append(RunningGateway.newOrganization(), "table/a/row/1", 1);
        // then
        await().until(() -> loop.taken.get() > before && reader.problem().isEmpty());
    }

    @Test
    void isNotReadyOnceAnErrorHasEndedIt() {
        // given
        loop.failures.add(new OutOfMemoryError("planted"));
        // when
        RunningGateway.EVENTS.append(RunningGateway.newOrganization(), "table/a/row/1", 1);
        // then
        await().until(() -> reader.problem().isPresent());
        assertThat(reader.isReady()).isFalse();
    }

    private LogReader reader() {
        var meters = new GatewayMeters(new SimpleMeterRegistry());
        var replay = new ReplayBuffer(1_000);
        var history = new HttpHistory(
                new HistorySettings(URI.create(RunningGateway.HISTORY.url()), 1, 1, 1, Duration.ofSeconds(1)));
        var shard = new Shard(loop, replay, history, new JoinSettings(Duration.ZERO, Duration.ofSeconds(1), 1), meters);
        return new LogReader(RunningGateway.KAFKA, admin, "test-reader", replay, List.of(shard), meters);
    }
}
