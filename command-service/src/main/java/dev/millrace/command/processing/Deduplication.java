package dev.millrace.command.processing;

import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of the commands that are known, by command id: 8 bytes of time, then the outcome as JSON.
 *
 * <p>Old ones are forgotten bit by bit: each {@link #purge} looks at a bounded number of entries and goes on where the last one stopped. That number is twice what was
 * remembered since, so that a walk ends however many commands come. When it has seen all of them, the next begins no sooner than the oldest survivor can be due.
 */
final class Deduplication {

    private static final Bytes FIRST = StoreKeys.start(StoreKeys.OUTCOME);
    private static final Bytes END = StoreKeys.start(StoreKeys.OUTCOME + 1);

    private final TaskStore store;
    private final long retentionMillis;

    private int remembered;
    private Bytes next = FIRST;
    private long oldestOfWalk = Long.MAX_VALUE;
    private long notBefore = Long.MIN_VALUE;

    Deduplication(TaskStore store, Duration retention) {
        this.store = store;
        this.retentionMillis = retention.toMillis();
    }

    /** The outcome of this command as JSON, if it is known. */
    byte @Nullable [] find(OrganizationId organization, CommandId id) {
        var entry = store.get(StoreKeys.outcome(organization, id));
        return entry == null ? null : Arrays.copyOfRange(entry, Long.BYTES, entry.length);
    }

    void remember(OrganizationId organization, CommandId id, byte[] outcome, long timestampMillis) {
        var entry = ByteBuffer.allocate(Long.BYTES + outcome.length)
                .putLong(timestampMillis)
                .put(outcome)
                .array();
        store.put(StoreKeys.outcome(organization, id), entry);
        remembered++;
    }

    /**
     * Forgets what is older than the retention, as far as it comes.
     *
     * @param least how many entries to look at where few came since the last time
     */
    void purge(long nowMillis, int least) {
        int limit = Math.max(least, 2 * remembered);
        remembered = 0;
        if (nowMillis < notBefore) {
            return;
        }
        long expired = nowMillis - retentionMillis;
        var last = store.scan(next, END, limit, (key, entry) -> {
            long time = ByteBuffer.wrap(entry).getLong();
            if (time < expired) {
                store.put(key, null);
            } else {
                oldestOfWalk = Math.min(oldestOfWalk, time);
            }
        });
        if (last == null) {
            notBefore = Math.min(oldestOfWalk, nowMillis) + retentionMillis;
            oldestOfWalk = Long.MAX_VALUE;
            next = FIRST;
        } else {
            next = after(last);
        }
    }

    private static Bytes after(Bytes key) {
        return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
    }
}
