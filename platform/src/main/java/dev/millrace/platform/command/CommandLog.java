package dev.millrace.platform.command;

import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.envelope.CommandRecord;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Appends commands to {@code millrace.commands}. Any thread may call it that may block: it waits where Kafka is out of reach or the buffer is full.
 *
 * <p>A command that comes alone is sent at once. One that comes within the gathering time after another waits for the rest of it, and all that came meanwhile travel
 * together: a request to Kafka costs as much as deciding several commands. The producer's own {@code linger.ms} would let the lonely one wait too.
 */
public final class CommandLog implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private record Append(ProducerRecord<byte[], byte[]> command, CompletableFuture<Void> appended) {}

    private final Producer<byte[], byte[]> producer;
    private final long gatherNanos;
    private final Queue<Append> gathered = new ConcurrentLinkedQueue<>();
    /** Keeps the order: nobody sends past what was gathered before. */
    private final ReentrantLock sending = new ReentrantLock();

    private final Thread sender =
            Thread.ofPlatform().name("command-log").daemon().unstarted(this::sendGathered);
    private volatile long lastSent;
    private volatile boolean isIdle;
    private volatile boolean isClosed;

    /**
     * A log.
     *
     * @param gather shortest time between sending and sending again
     */
    public CommandLog(Producer<byte[], byte[]> producer, Duration gather) {
        this.producer = producer;
        this.gatherNanos = gather.toNanos();
        this.lastSent = System.nanoTime() - gatherNanos;
        sender.start();
    }

    /**
     * Appends one command.
     *
     * @return done once all replicas have it; fails with Kafka's exception, in which case the command may or may not be in the log and is to be sent again
     *     under the same id
     */
    public CompletableFuture<Void> append(CommandRecord command) {
        var append = new Append(Records.of(command), new CompletableFuture<>());
        if (!sentAtOnce(append)) {
            gathered.add(append);
            if (isIdle) {
                LockSupport.unpark(sender);
            }
            if (isClosed) {
                sendAll(); // the sender may have looked for the last time
            }
        }
        return append.appended;
    }

    /** Sends what was gathered; what comes later is sent by its caller. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(sender);
        try {
            sender.join(CLOSE_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sentAtOnce(Append append) {
        if (restNanos() > 0 || !sending.tryLock()) {
            return false;
        }
        try {
            if (!gathered.isEmpty()) {
                return false;
            }
            send(append);
            lastSent = System.nanoTime();
            return true;
        } finally {
            sending.unlock();
        }
    }

    private void sendGathered() {
        while (!isClosed) {
            awaitOne();
            if (!isClosed) {
                LockSupport.parkNanos(this, restNanos());
            }
            sendAll();
        }
        sendAll();
    }

    private void awaitOne() {
        isIdle = true;
        while (gathered.isEmpty() && !isClosed) {
            LockSupport.park(this);
        }
        isIdle = false;
    }

    private void sendAll() {
        sending.lock();
        try {
            var append = gathered.poll();
            while (append != null) {
                send(append);
                append = gathered.poll();
            }
            lastSent = System.nanoTime();
        } finally {
            sending.unlock();
        }
    }

    private void send(Append append) {
        try {
            var _ = producer.send(append.command, (_, failure) -> {
                if (failure == null) {
                    append.appended.complete(null);
                } else {
                    append.appended.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) { // interrupted while the buffer was full, or closed
            append.appended.completeExceptionally(e);
        }
        if (append.appended.isCompletedExceptionally()) {
            failGathered(append.appended.exceptionNow());
        }
    }

    /** Kafka let one command wait in vain until the producer gave up; each of the others would wait as long again. */
    private void failGathered(Throwable cause) {
        var append = gathered.poll();
        while (append != null) {
            append.appended.completeExceptionally(cause);
            append = gathered.poll();
        }
    }

    /** How long until the next may be sent; not positive if it may be now. */
    private long restNanos() {
        return gatherNanos - (System.nanoTime() - lastSent);
    }
}
