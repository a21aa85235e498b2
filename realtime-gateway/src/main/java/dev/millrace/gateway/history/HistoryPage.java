package dev.millrace.gateway.history;

import dev.millrace.gateway.protocol.EncodedEvent;
import java.util.List;

/**
 * Part of a channel's history.
 *
 * @param events      the channel's events in order; those of other channels are left out
 * @param completeTo  every event of the channel after the request's position and up to this sequence is in the page
 */
public record HistoryPage(List<EncodedEvent> events, long completeTo) {

    public HistoryPage {
        events = List.copyOf(events);
    }
}
