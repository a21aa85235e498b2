package dev.millrace.query.read;

import dev.millrace.query.projection.EventsProjection;
import dev.millrace.schemas.envelope.OrganizationId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who waits for an organization to move on. Only organizations that somebody watches take memory. News come from the projections of this process right after their
 * commit, and from {@link RemoteHeads} for what other nodes have projected.
 */
public final class Heads implements EventsProjection.Listener {

    private final ConcurrentMap<OrganizationId, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicLong unseen = new AtomicLong();
    private final Runnable firstWatch;
    private volatile boolean closed;

    /**
     * Nobody watches yet.
     *
     * @param watched run whenever somebody begins to watch
     */
    public Heads(Runnable watched) {
        this.firstWatch = watched;
    }

    /** Watches an organization until the watch is closed. News from before may be missed: read once after this call. */
    public Watch watch(OrganizationId organization) {
        var watch = watches.compute(organization, (_, known) -> {
            var joined = known == null ? new Watch(organization) : known;
            joined.watchers++;
            return joined;
        });
        firstWatch.run();
        return watch;
    }

    @Override
    public void moved(OrganizationId organization, long sequence) {
        var watch = watches.get(organization);
        if (watch != null) {
            watch.moved(sequence);
        }
    }

    @Override
    public void movedUnseen() {
        unseen.incrementAndGet();
    }

    @Override
    public boolean isWaiting() {
        return !watches.isEmpty();
    }

    /** How often something may have moved of which nobody knows what: another number than the last time means that all who are watched must be asked for. */
    long unseen() {
        return unseen.get();
    }

    /** Whom somebody watches. */
    public Set<OrganizationId> watched() {
        return Set.copyOf(watches.keySet());
    }

    /** Ends every wait, for good. */
    public void close() {
        closed = true;
        watches.values().forEach(Watch::wake);
    }

    /** True once the process is stopping. */
    public boolean isClosed() {
        return closed;
    }

    /** One organization, shared by all who watch it. */
    public final class Watch implements AutoCloseable {

        private final OrganizationId organization;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition moved = lock.newCondition();
        private long sequence;

        /** Changed inside the map's own lock only. */
        private int watchers;

        private Watch(OrganizationId organization) {
            this.organization = organization;
        }

        /** Waits until a sequence beyond this one is known, time is up, or the process stops. True in the first case. */
        public boolean awaitBeyond(long known, long nanos) {
            lock.lock();
            try {
                long remaining = nanos;
                while (sequence <= known && remaining > 0 && !closed) {
                    remaining = moved.awaitNanos(remaining);
                }
                return sequence > known;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }

        /** Waits like {@link #awaitBeyond(long, long)}. */
        public boolean awaitBeyond(long known, long amount, TimeUnit unit) {
            return awaitBeyond(known, unit.toNanos(amount));
        }

        @Override
        public void close() {
            watches.computeIfPresent(organization, (_, watch) -> {
                watch.watchers--;
                return watch.watchers == 0 ? null : watch;
            });
        }

        private void moved(long newest) {
            lock.lock();
            try {
                if (newest > sequence) {
                    sequence = newest;
                    moved.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        private void wake() {
            lock.lock();
            try {
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
