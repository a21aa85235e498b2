package dev.millrace.platform.health;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A check that never keeps its caller for longer than the deadline and runs once a second at most, however many ask: they share one attempt. An attempt that hangs is
 * left alone for ten seconds before the next.
 */
final class Probe {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration HUNG = Duration.ofSeconds(10);

    private final String name;
    private final Callable<Finding> check;
    private final Duration deadline;
    private final AtomicReference<@Nullable Attempt> latest = new AtomicReference<>();

    Probe(String name, Callable<Finding> check, Duration deadline) {
        this.name = name;
        this.check = check;
        this.deadline = deadline;
    }

    private record Attempt(long startedNanos, AtomicBoolean begun, CompletableFuture<Finding> finding) {

        Attempt(long startedNanos) {
            this(startedNanos, new AtomicBoolean(), new CompletableFuture<>());
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - startedNanos);
        }

        boolean isCurrent() {
            return age().compareTo(finding.isDone() ? FRESH : HUNG) < 0;
        }
    }

    String name() {
        return name;
    }

    /** The finding, at most a second old. */
    Finding find() {
        var attempt = current();
        long patience = Math.max(0, deadline.minus(attempt.age()).toNanos());
        try {
            return attempt.finding.get(patience, TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return Finding.down("did not answer within %d ms".formatted(deadline.toMillis()));
        } catch (ExecutionException e) {
            return Finding.down(reason(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Finding.down("was not asked: the process is stopping");
        }
    }

    private Attempt current() {
        var attempt = Objects.requireNonNull(latest.updateAndGet(
                known -> known != null && known.isCurrent() ? known : new Attempt(System.nanoTime())));
        if (attempt.begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("probe-" + name).start(() -> run(attempt.finding));
        }
        return attempt;
    }

    /** Outermost loop of its thread: whatever a check throws is its finding. */
    private void run(CompletableFuture<Finding> finding) {
        try {
            finding.complete(check.call());
        } catch (Exception e) {
            finding.completeExceptionally(e);
        }
    }

    /** The class only: messages of drivers hold addresses and users, and probes are open to everybody. */
    private static String reason(Throwable failure) {
        return "failed with " + failure.getClass().getSimpleName();
    }
}
