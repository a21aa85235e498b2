package dev.millrace.platform.command;

import dev.millrace.platform.health.VitalThread;
import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Appends commands to {@code millrace.commands}. Any thread may call it that may block: it waits where Kafka is out of reach or the buffer is full.
 *
 * <p>A command that comes alone is sent at once. One that comes within the gathering time after another waits for the rest of it, and all that came meanwhile travel
 * together: a request to Kafka costs as much as deciding several commands. The producer's own {@code linger.ms} would let the lonely one wait too.
 */
public final class CommandLog implements AutoCloseable {

    /** What may wait while Kafka takes nothing, half as much as its producer buffers: further commands are refused. */
    private static final long MAX_GATHERED_BYTES = 16L << 20;

    /** What a command costs beside its bytes, roughly. */
    private static final long OVERHEAD_BYTES = 1024;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private record Append(ProducerRecord<byte[], byte[]> command, CompletableFuture<Void> appended) {

        long bytes() {
            return command.value().length + OVERHEAD_BYTES;
        }
    }

    private final Producer<byte[], byte[]> producer;
    private final long gatherNanos;
    private final Queue<Append> gathered = new ConcurrentLinkedQueue<>();
    private final AtomicLong gatheredBytes = new AtomicLong();
    /** Keeps the order: nobody sends past what was gathered before. */
    private final ReentrantLock sending = new ReentrantLock();

    private final VitalThread sender = new VitalThread("command-log", this::sendGathered);
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
     *     under the same id; or with a {@link Problem}, if too much waits already
     */
    public CompletableFuture<Void> append(CommandRecord command) {
        var append = new Append(Records.of(command), new CompletableFuture<>());
        if (!sentAtOnce(append) && isGathered(append)) {
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

    Optional<String> problem() {
        return sender.problem();
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

    private boolean isGathered(Append append) {
        if (gatheredBytes.addAndGet(append.bytes()) > MAX_GATHERED_BYTES) {
            gatheredBytes.addAndGet(-append.bytes());
            append.appended.completeExceptionally(new Problem(
                    ErrorCode.UNAVAILABLE, "Expected Kafka to take commands, but too many wait for it already"));
            return false;
        }
        return gathered.add(append);
    }

    private @Nullable Append nextGathered() {
        var append = gathered.poll();
        if (append != null) {
            gatheredBytes.addAndGet(-append.bytes());
        }
        return append;
    }

    private void sendGathered() {
        try {
            while (!isClosed) {
                awaitOne();
                if (!isClosed) {
                    LockSupport.parkNanos(this, restNanos());
                }
                sendAll();
            }
        } finally {
            isClosed = true; // also if this thread dies: then its callers send, and nobody waits for it
            sendAll();
        }
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
            for (var append = nextGathered(); append != null; append = nextGathered()) {
                send(append);
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
        } catch (RuntimeException e) { // interrupted while the buffer was full, closed, or a bug
            append.appended.completeExceptionally(e);
        } catch (Error e) {
            append.appended.completeExceptionally(e);
            throw e;
        }
        if (append.appended.isCompletedExceptionally()
                && append.appended.exceptionNow() instanceof TimeoutException timeout) {
            failGathered(timeout);
        }
    }

    /** Kafka let one command wait in vain until the producer gave up; each of the others would wait as long again. */
    private void failGathered(TimeoutException cause) {
        for (var append = nextGathered(); append != null; append = nextGathered()) {
            append.appended.completeExceptionally(cause);
        }
    }

    /** How long until the next may be sent; not positive if it may be now. */
    private long restNanos() {
        return gatherNanos - (System.nanoTime() - lastSent);
    }
}
