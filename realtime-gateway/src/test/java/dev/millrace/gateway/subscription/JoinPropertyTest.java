package dev.millrace.gateway.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.history.ReplayBuffer;
import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.gateway.telemetry.GatewayMeters;
import dev.millrace.schemas.realtime.Channel;
import dev.millrace.schemas.realtime.ClientFrame;
import dev.millrace.schemas.realtime.ServerFrame;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The join of history and live under thousands of random schedules: events are appended, read by the node, read twice, lost, projected, fetched, delivered and drained in any
 * order, fetches fail, memory is short. In the end everybody has everything, once, in order.
 */
final class JoinPropertyTest {

    private static final int SCHEDULES = 4_000;
    private static final List<String> CHANNELS = List.of(
            "organization/acme",
            "organization/acme/table/a",
            "organization/acme/table/a/row/1",
            "organization/acme/table/b",
            "organization/acme/table/b/row/1/2");

    @Test
    void everySubscriptionGetsEveryEventAfterItsPositionOnceAndInOrder() throws InterruptedException {
        for (int seed = 0; seed < SCHEDULES; seed++) {
            new Schedule(seed).run();
        }
    }

    private static final class Schedule {

        private final int seed;
        private final Random random;
        private final SimulatedLog log;
        private final SteppedLoop loop = new SteppedLoop();
        private final ReplayBuffer replay;
        private final Shard shard;
        private final List<Client> clients = new ArrayList<>();
        private int read;
        private int nextId;

        private record Client(
                RecordingReceiver receiver,
                Subscriptions subscriptions,
                Channel channel,
                @Nullable Long after) {}

        Schedule(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.log = new SimulatedLog(random);
            this.replay = new ReplayBuffer(random.nextInt(3) == 0 ? 100_000 : 200 + random.nextInt(2_000));
            var settings = new JoinSettings(Duration.ofHours(1), Duration.ofMillis(100), 1_000_000);
            this.shard = new Shard(loop, replay, log, settings, new GatewayMeters(new SimpleMeterRegistry()));
            startNode();
        }

        /** The node begins to read at a position before which everything is visible on the read side. */
        private void startNode() {
            for (int i = random.nextInt(20); i > 0; i--) {
                log.append();
            }
            log.project();
            read = log.visible() == 0 ? 0 : random.nextInt(log.visible() + 1);
        }

        void run() throws InterruptedException {
            for (int i = 0; i < 150; i++) {
                act();
            }
            settle();
            clients.forEach(this::check);
        }

        private void act() throws InterruptedException {
            switch (random.nextInt(40)) {
                case 9 -> read = Math.max(0, read - random.nextInt(4)); // the reader begins again after a failure
                case 10 -> read = Math.min(log.head(), read + random.nextInt(3)); // records that are gone from the log
                default -> actAsUsual();
            }
        }

        private void actAsUsual() throws InterruptedException {
            switch (random.nextInt(9)) {
                case 0 -> log.append();
                case 1 -> read(1 + random.nextInt(4));
                case 2 -> log.project();
                case 3 -> subscribe();
                case 4 -> log.answerOne();
                case 5 -> loop.advance(Duration.ofMillis(random.nextInt(300)));
                case 6 -> drain(random.nextInt(5));
                default -> loop.step();
            }
        }

        /** What the thread that reads the log does; it never runs ahead so far that posting would wait. */
        private void read(int most) throws InterruptedException {
            int to = Math.min(log.head(), read + most);
            var batch = new ArrayList<EncodedEvent>(log.events().subList(read, to));
            read = to;
            if (!batch.isEmpty() && loop.size() < 12) {
                batch.forEach(replay::append);
                shard.post(batch);
            } else {
                read -= batch.size();
            }
            while (random.nextInt(4) == 0 && loop.step()) {
                // the loop keeps up now and then
            }
        }

        private void subscribe() {
            if (clients.size() == 6) {
                return;
            }
            var receiver = new RecordingReceiver();
            var subscriptions = shard.subscriptions(receiver, 10);
            var channel = Channel.of(CHANNELS.get(random.nextInt(CHANNELS.size())));
            @Nullable Long after = random.nextInt(4) == 0 ? null : Long.valueOf(random.nextInt(log.head() + 1));
            subscriptions.subscribe(new ClientFrame.Subscribe("s" + nextId++, channel, after));
            clients.add(new Client(receiver, subscriptions, channel, after));
        }

        private void drain(int room) {
            if (!clients.isEmpty()) {
                var client = clients.get(random.nextInt(clients.size()));
                client.receiver().drained(room);
                client.subscriptions().drained();
            }
        }

        private void settle() throws InterruptedException {
            log.append(); // so that every client has heard of something that follows it
            log.heal();
            while (read < log.head()) {
                var batch = log.events().subList(read, ++read);
                batch.forEach(replay::append);
                while (loop.step()) {
                    // room for the batch
                }
                shard.post(List.copyOf(batch));
            }
            clients.forEach(client -> client.receiver().drained(true));
            clients.forEach(client -> client.subscriptions().drained());
            for (int i = 0; i < 500; i++) {
                loop.advance(Duration.ofMillis(100));
                while (loop.step() || log.answerOne()) {
                    // until nothing is left to do
                }
            }
        }

        private void check(Client client) {
            var received = client.receiver().received();
            assertThat(received).as("seed %d", seed).isNotEmpty();
            assertThat(received.getFirst()).as("seed %d", seed).isInstanceOf(ServerFrame.Subscribed.class);
            var subscribed =
                    client.receiver().frames(ServerFrame.Subscribed.class).getFirst();
            long after = client.after() == null ? subscribed.head() : client.after();
            var expected = log.events().stream()
                    .filter(event ->
                            event.sequence() > after && client.channel().carries(event.subject()))
                    .map(EncodedEvent::sequence)
                    .toList();
            assertThat(client.receiver().sequences())
                    .as("seed %d, %s after %d", seed, client.channel(), after)
                    .isEqualTo(expected);
        }
    }
}
