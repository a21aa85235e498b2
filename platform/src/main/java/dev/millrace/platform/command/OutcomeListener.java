package dev.millrace.platform.command;

import dev.millrace.platform.health.VitalThread;
import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads {@code millrace.outcomes} from its present end and tells whoever waits in this process. It has a thread of its own and belongs to no consumer group: every
 * process reads all partitions, and skips by a header what is for another. While nobody waits, or it only brings what the processor of the same process has told already,
 * it reads less often: each node would otherwise answer every transaction of the whole system with a read.
 *
 * <p>It starts before the front doors and stops after them. A failure is retried for ever, with a wait that grows to 5 s, from where it was.
 */
public final class OutcomeListener implements SmartLifecycle {

    /** Before the web server and the gateway, which are near the end. */
    private static final int PHASE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeListener.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    /** Between two polls where nobody waits, or the processor of this process tells of outcomes before they can be read. */
    private static final Duration LINGER = Duration.ofMillis(100);

    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final PendingOutcomes pending;
    private final OutcomeDelivery delivery;

    private volatile @Nullable Run current;

    public OutcomeListener(
            Supplier<Consumer<byte[], byte[]>> consumers, PendingOutcomes pending, ReplyAddress address) {
        this.consumers = consumers;
        this.pending = pending;
        this.delivery = new OutcomeDelivery(pending, address);
    }

    /** Returns when every outcome written from now on will be seen. */
    @Override
    public void start() {
        var run = new Run();
        current = run;
        run.thread.start();
        try {
            if (run.ready.await(READY_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        stop();
        throw new IllegalStateException("Expected to reach " + Topics.OUTCOMES.name() + " within " + READY_WITHIN);
    }

    @Override
    public void stop() {
        var run = current;
        current = null;
        if (run != null) {
            run.end();
        }
    }

    @Override
    public boolean isRunning() {
        return current != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    Optional<String> problem() {
        var run = current;
        return run == null ? Optional.empty() : run.thread.problem();
    }

    /** One life between start and stop. */
    private final class Run {

        private final CountDownLatch ready = new CountDownLatch(1);
        private final CountDownLatch stop = new CountDownLatch(1);
        private final Map<TopicPartition, Long> positions = new HashMap<>();
        private final VitalThread thread = new VitalThread("outcome-listener", this::listen);
        private long waitMillis = FIRST_WAIT_MILLIS;

        private volatile @Nullable Consumer<byte[], byte[]> consumer;

        private void listen() {
            while (!isStopped()) {
                try (var opened = consumers.get()) {
                    consumer = opened;
                    takePlace(opened);
                    ready.countDown();
                    while (!isStopped()) {
                        poll(opened);
                    }
                } catch (WakeupException _) {
                    // stop() was called
                } catch (RuntimeException e) { // the outermost loop: whatever it is, outcomes must go on
                    LOG.atWarn()
                            .addKeyValue(LogKeys.TOPIC, Topics.OUTCOMES.name())
                            .addKeyValue("retryMillis", waitMillis)
                            .setCause(e)
                            .log("Outcomes cannot be read; trying again");
                    pause();
                }
            }
        }

        /** The end of each partition at first, afterwards where the reader before this one was. */
        private void takePlace(Consumer<byte[], byte[]> opened) {
            var partitions = opened.partitionsFor(Topics.OUTCOMES.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            opened.assign(partitions);
            opened.seekToEnd(partitions.stream()
                    .filter(partition -> !positions.containsKey(partition))
                    .toList());
            positions.forEach(opened::seek);
            // position() makes the lazy seek to the end happen now, before anybody sends a command
            partitions.forEach(partition -> positions.put(partition, opened.position(partition)));
        }

        private void poll(Consumer<byte[], byte[]> opened) {
            for (var record : opened.poll(POLL)) {
                delivery.deliver(record);
                positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            waitMillis = FIRST_WAIT_MILLIS;
            if (isAtEnd(opened)) {
                linger();
            }
        }

        private void linger() {
            if (delivery.isLate()) {
                waitFor(LINGER.toMillis());
            } else {
                pending.rest(LINGER);
            }
        }

        /** Whoever waited while more is there already would fall behind. */
        private static boolean isAtEnd(Consumer<byte[], byte[]> opened) {
            return opened.assignment().stream()
                    .allMatch(partition -> opened.currentLag(partition).orElse(0) == 0);
        }

        private void pause() {
            waitFor(waitMillis);
            waitMillis = Math.min(2 * waitMillis, LONGEST_WAIT_MILLIS);
        }

        private void waitFor(long millis) {
            try {
                var _ = stop.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                stop.countDown(); // nobody interrupts this thread but to end it
            }
        }

        private boolean isStopped() {
            return stop.getCount() == 0;
        }

        private void end() {
            stop.countDown();
            var opened = consumer;
            if (opened != null) {
                opened.wakeup();
            }
            try {
                thread.join(STOP_WITHIN);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
