package dev.millrace.faults.planted;

import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/** What altered methods call, inside the process under test. Public because they are the product's classes. */
public final class Moments {

    private static final int EVERY = 25;
    private static final Duration WINDOW = Duration.ofMillis(40);

    private static final AtomicLong CALLS = new AtomicLong();

    private Moments() {}

    /** True one time in 25, counted over the whole process. */
    public static boolean isNow() {
        return CALLS.incrementAndGet() % EVERY == 0;
    }

    /** Now and then every element twice. */
    public static <T> List<T> doubled(List<T> list) {
        if (list.isEmpty() || !isNow()) {
            return list;
        }
        var doubled = new ArrayList<>(list);
        doubled.addAll(list);
        return doubled;
    }

    /** Now and then nothing. */
    public static <T> List<T> emptied(List<T> list) {
        return isNow() ? List.of() : list;
    }

    /** Now and then a refusal in the place of an accepted outcome. */
    public static Outcome refused(Outcome outcome) {
        return outcome instanceof Outcome.Accepted && isNow()
                ? new Outcome.Rejected(outcome.id(), ErrorCode.VERSION_CONFLICT, "Planted", List.of(), null)
                : outcome;
    }

    /** The group alone, which the broker has no generation of to hold against the one it knows. */
    @SuppressWarnings("removal") // there is no other way to make one
    public static ConsumerGroupMetadata anonymous(ConsumerGroupMetadata membership) {
        return new ConsumerGroupMetadata(membership.groupId());
    }

    /** Commits what a larger transaction was to commit, and leaves time for a crash before the rest of it. */
    public static void commit(Connection connection) throws SQLException {
        connection.commit();
        LockSupport.parkNanos(WINDOW.toNanos());
    }
}
