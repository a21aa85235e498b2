package dev.millrace.query.event;

import dev.millrace.query.read.Parameters;
import org.jspecify.annotations.Nullable;

/** Where an event stream begins. */
sealed interface StreamStart {

    /** With the next event that happens. */
    record Now() implements StreamStart {}

    /** After this sequence. */
    record After(long sequence) implements StreamStart {}

    /** At a position that was never ours: the client is told to load its state anew. */
    record Unknown() implements StreamStart {}

    /**
     * What a client says. The header is sent on reconnection and wins over the query, which the first connection of a page uses because it cannot set headers.
     * A position that is no number is {@link Unknown} rather than an error: an EventSource would never connect again after one.
     */
    static StreamStart of(@Nullable String header, @Nullable String query, @Nullable String after) {
        var position = header != null && !header.isEmpty() ? header : query;
        if (position == null || position.isEmpty()) {
            return after == null ? new Now() : new After(Parameters.sequence("after", after));
        }
        boolean digits = position.length() <= 18 && position.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? new After(Long.parseLong(position)) : new Unknown();
    }
}
