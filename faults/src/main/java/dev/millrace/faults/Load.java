package dev.millrace.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** What all clients of a run share: when it ends, how fast they go, and how long each organization was without an answer. */
final class Load {

    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(60);

    /** Waits that are worth being remembered one by one. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Duration pause;
    private final long endNanos;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ConcurrentMap<String, Silence> silences = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Wait> waits = new ConcurrentHashMap<>();
    private final Queue<Wait> slow = new ConcurrentLinkedQueue<>();
    private volatile long measuredFromNanos = System.nanoTime();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();

    /** The time of the last answer, and the longest time without any so far, by {@link System#nanoTime}. */
    private record Silence(long lastNanos, long longestNanos) {

        Silence until(long now) {
            return new Silence(now, Math.max(longestNanos, now - lastNanos));
        }
    }

    /** From the first time that a command was sent until it was answered or given up, by {@link System#nanoTime}. */
    record Wait(String organization, long fromNanos, long untilNanos) {

        long nanos() {
            return untilNanos - fromNanos;
        }
    }

    /**
     * A load that begins now.
     *
     * @param pause of a client from the beginning of one command to that of the next, at least
     * @param limit when it ends if nobody ends it before
     */
    Load(Duration pause, Duration limit) {
        this.pause = pause;
        this.endNanos = System.nanoTime() + limit.toNanos();
    }

    long pauseNanos() {
        return pause.toNanos();
    }

    /**
     * When a client's next command is due. What was missed is left out, so that clients who waited for the same thing do not go on side by side for ever.
     *
     * @param dueNanos of the one before, by {@link System#nanoTime}
     */
    long nextNanos(long dueNanos, long nowNanos) {
        if (pause.isZero()) {
            return nowNanos;
        }
        long missed = Math.max(0, nowNanos - dueNanos) / pause.toNanos();
        return dueNanos + (missed + 1) * pause.toNanos();
    }

    /** Ends it; clients finish what they do. */
    void end() {
        over.set(true);
    }

    boolean isOver() {
        return over.get() || System.nanoTime() > endNanos;
    }

    /** A client of the organization was answered, who had sent the command first at a moment. */
    void answered(String organization, long sentNanos) {
        long now = System.nanoTime();
        answers.incrementAndGet();
        var wait = new Wait(organization, sentNanos, now);
        noteIfSlow(wait);
        waits.merge(organization, wait, (one, other) -> one.nanos() > other.nanos() ? one : other);
        silences.compute(organization, (_, before) -> before == null ? new Silence(now, 0) : before.until(now));
    }

    /** A client of the organization waited for an answer until the load was over, and got none. */
    void gaveUp(String organization, long sentNanos) {
        noteIfSlow(new Wait(organization, sentNanos, System.nanoTime()));
    }

    private void noteIfSlow(Wait wait) {
        if (wait.nanos() > SLOW.toNanos()) {
            slow.add(wait);
        }
    }

    /** A command has to be sent again, because it was not answered. */
    void retried() {
        retries.incrementAndGet();
    }

    /** How many commands were answered since {@link #measureAnew}. */
    long answers() {
        return answers.get();
    }

    /** How often a command was sent again since {@link #measureAnew}. */
    long retries() {
        return retries.get();
    }

    /** The commands that waited for longer than a second, of those answered, or given up, since {@link #measureAnew}. */
    List<Wait> slowWaits() {
        return slow.stream()
                .filter(wait -> wait.untilNanos() >= measuredFromNanos)
                .toList();
    }

    /** How many commands of the whole run waited for longer than that, answered or not. */
    long slowerThan(Duration limit) {
        return slow.stream().filter(wait -> wait.nanos() > limit.toNanos()).count();
    }

    /** How long the command of {@link #longestWaits} waited that waited longest of all. */
    Duration longestWait() {
        return Duration.ofNanos(
                waits.values().stream().mapToLong(Wait::nanos).max().orElse(0));
    }

    /** The command of each organization that waited longest, of those answered since {@link #measureAnew}. */
    Map<String, Wait> longestWaits() {
        return Map.copyOf(waits);
    }

    /** Forgets what was counted and measured so far, but for {@link #slowerThan}; a new silence begins now, for each organization. */
    void measureAnew() {
        long now = System.nanoTime();
        answers.set(0);
        retries.set(0);
        waits.clear();
        measuredFromNanos = now;
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

    /** Waits until every organization is answered again, even if the last answers of what is gone now were still on their way at first. */
    void awaitCalm() throws IOException {
        awaitAnswers();
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        awaitAnswers();
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
