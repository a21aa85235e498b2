package dev.millrace.bench.scenario;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Watches on a thread of its own how a count comes to its end, while the caller watches something else. */
final class Follower {

    private static final Duration AT_MOST = Duration.ofMinutes(6);

    private final long target;
    private final FutureTask<List<Sample>> samples;

    private Follower(long target, FutureTask<List<Sample>> samples) {
        this.target = target;
        this.samples = samples;
    }

    /** A count; asking for it takes its time, and may wait between one time and the next. */
    @FunctionalInterface
    interface Count {
        long now() throws IOException;
    }

    private record Sample(long nanoTime, long count) {}

    /** Begins to ask, until the count has reached {@code target}. */
    static Follower of(Count count, long target) {
        var samples = new FutureTask<>(() -> untilThere(count, target));
        Thread.ofPlatform().daemon().name("bench-follower").start(samples);
        return new Follower(target, samples);
    }

    private static List<Sample> untilThere(Count count, long target) throws IOException {
        var samples = new ArrayList<Sample>();
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        do {
            if (System.nanoTime() > deadline) {
                throw new IOException("Expected %,d within %s, but there are %s".formatted(target, AT_MOST, samples));
            }
            long now = count.now();
            samples.add(new Sample(System.nanoTime(), now));
        } while (samples.getLast().count() < target);
        return samples;
    }

    /** The moment of {@link System#nanoTime} at which the target was reached, as it was noticed. */
    long reached() throws IOException {
        return samples().getLast().nanoTime();
    }

    /** What was missing at a moment, by the last answer before it. */
    long missingAt(long nanoTime) throws IOException {
        var then = samples().getFirst();
        for (var sample : samples()) {
            then = sample.nanoTime() <= nanoTime ? sample : then;
        }
        return Math.max(0, target - then.count());
    }

    private List<Sample> samples() throws IOException {
        try {
            return samples.get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Expected the count to be followed to %,d".formatted(target), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a count is followed", e);
        }
    }
}
