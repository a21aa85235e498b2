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
 */
public record ProjectionState(
        String projection,
        String topic,
        Map<Integer, Long> checkpoints,
        long lag,
        boolean caughtUp,
        @Nullable String trouble) {

    public ProjectionState {
        checkpoints = Map.copyOf(checkpoints);
    }
}
