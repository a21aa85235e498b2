package dev.millrace.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** What all clients of a run share: when it ends, how fast they go, and how long each organization was without an answer. */
final class Load {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

    private final Duration pause;
    private final long endNanos;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ConcurrentMap<String, Silence> silences = new ConcurrentHashMap<>();

    /** The time of the last answer, and the longest time without any so far, by {@link System#nanoTime}. */
    private record Silence(long lastNanos, long longestNanos) {

        Silence until(long now) {
            return new Silence(now, Math.max(longestNanos, now - lastNanos));
        }
    }

    /**
     * A load that begins now.
     *
     * @param pause of a client after each command
     * @param limit when it ends if nobody ends it before
     */
    Load(Duration pause, Duration limit) {
        this.pause = pause;
        this.endNanos = System.nanoTime() + limit.toNanos();
    }

    long pauseNanos() {
        return pause.toNanos();
    }

    /** Ends it; clients finish what they do. */
    void end() {
        over.set(true);
    }

    boolean isOver() {
        return over.get() || System.nanoTime() > endNanos;
    }

    /** A client of the organization was answered. */
    void answered(String organization) {
        long now = System.nanoTime();
        silences.compute(organization, (_, before) -> before == null ? new Silence(now, 0) : before.until(now));
    }

    /** Forgets the silences so far: a new one begins now, for each organization. */
    void measureAnew() {
        long now = System.nanoTime();
        silences.replaceAll((_, _) -> new Silence(now, 0));
    }

    /** Waits until somebody of each organization was answered, from now on. */
    void awaitAnswers() throws IOException {
        long from = System.nanoTime();
        while (silences.values().stream().anyMatch(silence -> silence.lastNanos() < from)) {
            if (System.nanoTime() - from > ANSWERS_WITHIN.toNanos()) {
                throw new IOException("Expected every organization to be answered again within %d s"
                        .formatted(ANSWERS_WITHIN.toSeconds()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** The longest of {@link #longestSilences}. */
    Duration longestSilence() {
        return longestSilences().values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** The longest time since {@link #measureAnew} in which nobody of an organization was answered. */
    ConcurrentMap<String, Duration> longestSilences() {
        long now = System.nanoTime();
        var longest = new ConcurrentHashMap<String, Duration>();
        silences.forEach((organization, silence) ->
                longest.put(organization, Duration.ofNanos(silence.until(now).longestNanos())));
        return longest;
    }
}
