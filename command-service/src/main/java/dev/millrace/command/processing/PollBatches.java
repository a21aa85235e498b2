package dev.millrace.command.processing;

import java.util.HashMap;
import java.util.Map;

/**
 * How many records of the last polls are still to be processed on a stream thread. When none is left, the batch is complete and the processor requests the commit: one
 * transaction per poll, instead of one per record (which collapses) or one per time interval (which is latency).
 *
 * <p>A thread polls for several tasks at once, so the batch ends with the last record of the last of them; it is counted by partition, so that a task that goes away
 * takes its share with it. Each thread counts for itself.
 */
final class PollBatches {

    /** Consumer and processors of a thread are made by Streams and do not know each other, hence the counts are found by thread. */
    private final ThreadLocal<Map<Integer, Integer>> outstanding = ThreadLocal.withInitial(HashMap::new);

    /** Records of this partition came with a poll. */
    void polled(int partition, int records) {
        outstanding.get().merge(partition, records, Integer::sum);
    }

    /** What a record that was processed ends. */
    enum End {
        NOTHING,
        /** What was polled of its partition. */
        PARTITION,
        /** All that was polled, and with it its partition. */
        BATCH
    }

    /** One record was processed. Where nobody counts polls, every record is the last. */
    End processed(int partition) {
        var counts = outstanding.get();
        counts.computeIfPresent(partition, (_, count) -> count > 1 ? count - 1 : null);
        if (counts.isEmpty()) {
            return End.BATCH;
        }
        return counts.containsKey(partition) ? End.NOTHING : End.PARTITION;
    }

    /** The partition's task begins anew, or goes: what was polled for it will be polled again. */
    void forget(int partition) {
        outstanding.get().remove(partition);
    }
}
