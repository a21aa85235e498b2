package dev.millrace.platform.command;

import dev.millrace.platform.health.VitalThread;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends futures that nobody completed in time. One thread walks over them all, twenty times a second: a timer for each would wake one thread to set it and once more
 * to take it back, for every command.
 */
public final class Deadlines implements AutoCloseable {

    /** How late a deadline may be kept, in milliseconds. */
    private static final long STEP_MILLIS = 50;

    private record Deadline(CompletableFuture<?> future, long nanoTime) {

        boolean isPast(long now) {
            return now - nanoTime >= 0;
        }
    }

    private final Queue<Deadline> open = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final VitalThread walker = new VitalThread("deadlines", this::walkUntilClosed);

    public Deadlines() {
        walker.start();
    }

    /**
     * Lets the future fail with {@link TimeoutException} if it is not done by then, or up to 50 ms later.
     *
     * @return the same future
     */
    public <T> CompletableFuture<T> limit(CompletableFuture<T> future, Duration within) {
        open.add(new Deadline(future, System.nanoTime() + within.toNanos()));
        return future;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    Optional<String> problem() {
        return walker.problem();
    }

    private void walkUntilClosed() {
        try {
            while (!closed.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                walk();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // nobody interrupts this thread but to end it
        }
    }

    private void walk() {
        long now = System.nanoTime();
        open.removeIf(deadline -> {
            if (!deadline.future.isDone() && deadline.isPast(now)) {
                deadline.future.completeExceptionally(new TimeoutException());
            }
            return deadline.future.isDone();
        });
    }
}
