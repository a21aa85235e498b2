package dev.millrace.platform.projection;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a projection is on this node.
 *
 * @param projection  its name
 * @param topic       what it reads
 * @param checkpoints next offset of each partition that this node holds
 * @param lag         records of those partitions that are still to be applied
 * @param caughtUp    true once the lag has been 0 since the start
 * @param trouble     what keeps it from going on at present; null if nothing does
 * @param alive       false once its thread has died of an error: it goes on in a new process only
 */
public record ProjectionState(
        String projection,
        String topic,
        Map<Integer, Long> checkpoints,
        long lag,
        boolean caughtUp,
        @Nullable String trouble,
        boolean alive) {

    public ProjectionState {
        checkpoints = Map.copyOf(checkpoints);
    }
}
