package dev.millrace.platform.command;

import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Who in this process waits for which outcome. The processor completes them right after its commit where it runs in the same process; otherwise {@link
 * OutcomeListener} does, from the topic. Whoever comes second finds nobody waiting, which is fine.
 */
public final class PendingOutcomes {

    /** When a waiter that nobody answered is forgotten; callers give up much earlier. */
    private static final Duration FORGET_AFTER = Duration.ofMinutes(2);

    private final ConcurrentMap<Key, CompletableFuture<Outcome>> pending = new ConcurrentHashMap<>();

    private final Deadlines deadlines;

    /** Rests until somebody waits; null while nobody rests. */
    private volatile @Nullable Thread resting;

    private record Key(OrganizationId organization, CommandId id) {}

    public PendingOutcomes(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** The future outcome of a command; two who wait for the same id share it, so bound the wait on a copy. Call this before the command is appended. */
    public CompletableFuture<Outcome> await(OrganizationId organization, CommandId id) {
        var key = new Key(organization, id);
        var future = pending.computeIfAbsent(key, _ -> {
            var outcome = deadlines.limit(new CompletableFuture<Outcome>(), FORGET_AFTER);
            var _ = outcome.whenComplete((_, _) -> pending.remove(key, outcome));
            return outcome;
        });
        LockSupport.unpark(resting);
        return future;
    }

    /** Returns when somebody waits for an outcome, or after the limit, or earlier for no reason. For one thread. */
    void rest(Duration limit) {
        resting = Thread.currentThread();
        try {
            if (pending.isEmpty()) { // looked at after the field is set, so whoever comes now sees whom to wake
                LockSupport.parkNanos(limit.toNanos());
            }
        } finally {
            resting = null;
        }
    }

    /** True if somebody here waits for it; lets a reader skip the work of parsing. */
    public boolean isAwaited(OrganizationId organization, CommandId id) {
        return pending.containsKey(new Key(organization, id));
    }

    /** Hands a committed outcome to whoever waits for it. */
    public void complete(OrganizationId organization, Outcome outcome) {
        var waiting = pending.remove(new Key(organization, outcome.id()));
        if (waiting != null) {
            waiting.complete(outcome);
        }
    }

    /** Tells whoever waits that there may never be an outcome. */
    void fail(OrganizationId organization, CommandId id, Throwable cause) {
        var waiting = pending.remove(new Key(organization, id));
        if (waiting != null) {
            waiting.completeExceptionally(cause);
        }
    }

    /** How many commands are waited for now. */
    public int size() {
        return pending.size();
    }
}
