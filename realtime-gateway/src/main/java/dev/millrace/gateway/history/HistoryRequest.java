package dev.millrace.gateway.history;

import dev.millrace.schemas.realtime.Channel;

/**
 * Asks for a page of history.
 *
 * @param channel whose events
 * @param after   the position before the page
 * @param upTo    the sequence that the read side must have reached before it answers, so that the page is complete up to there
 * @param token   of the subscriber: history is read with his rights, not with ours
 */
public record HistoryRequest(Channel channel, long after, long upTo, String token) {

    @Override
    public String toString() {
        return "HistoryRequest[%s after %d up to %d]".formatted(channel, after, upTo);
    }
}
