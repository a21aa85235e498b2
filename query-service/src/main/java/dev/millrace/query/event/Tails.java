package dev.millrace.query.event;

import dev.millrace.query.read.ReadSide;
import dev.millrace.schemas.envelope.OrganizationId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The tails of those organizations whose events somebody follows now. */
final class Tails {

    private final ReadSide readSide;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<OrganizationId, Shared> tails = new HashMap<>();

    Tails(ReadSide readSide) {
        this.readSide = readSide;
    }

    private static final class Shared {
        private final Tail tail;
        private int followers;

        Shared(Tail tail) {
            this.tail = tail;
        }
    }

    /** The tail of an organization, until {@link #leave}. */
    Tail join(OrganizationId organization) {
        lock.lock();
        try {
            var shared = tails.computeIfAbsent(organization, id -> new Shared(new Tail(id, readSide)));
            shared.followers++;
            return shared.tail;
        } finally {
            lock.unlock();
        }
    }

    void leave(OrganizationId organization) {
        lock.lock();
        try {
            var shared = tails.get(organization);
            if (shared != null && --shared.followers == 0) {
                tails.remove(organization);
            }
        } finally {
            lock.unlock();
        }
    }
}
