package dev.millrace.gateway.history;

import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import dev.millrace.schemas.realtime.Channel;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The lines of one answer, checked as they come: they must go up, and where the channel is the whole organization none may be missing. */
final class EventLines {

    private final HistoryRequest request;
    private long last;

    EventLines(HistoryRequest request) {
        this.request = request;
        this.last = request.after();
    }

    /** The event in the next line. Its head is read, which comes first; the rest is passed on unread. */
    EncodedEvent next(byte[] line) {
        var event = read(line);
        boolean everything = request.channel().path().equals(Channel.EVERYTHING);
        if (event.sequence() <= last || (everything && event.sequence() != last + 1)) {
            throw new HistoryUnavailable(
                    "Expected the sequence after %d in the history, but got %d".formatted(last, event.sequence()),
                    null);
        }
        last = event.sequence();
        return event;
    }

    /** What the answer is complete to, once it has ended by itself: what the read side had to reach, or the last line if that is newer. */
    long completeAtEnd() {
        if (request.channel().path().equals(Channel.EVERYTHING) && last < request.upTo()) {
            throw new HistoryUnavailable(
                    "Expected the history up to %d, but it ended at %d".formatted(request.upTo(), last), null);
        }
        return Math.max(last, request.upTo());
    }

    private EncodedEvent read(byte[] line) {
        long sequence = 0;
        String subject = null;
        try (var parser = Json.MAPPER.createParser(line)) {
            parser.nextToken();
            while ((sequence == 0 || subject == null) && parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "sequence" -> sequence = parser.getLongValue();
                    case "subject" -> subject = text(parser);
                    default -> parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new HistoryUnavailable("Expected an event as JSON in each line of the history", e);
        }
        if (sequence <= 0 || subject == null) {
            throw new HistoryUnavailable("Expected a sequence and a subject in each line of the history", null);
        }
        return new EncodedEvent(request.channel().organization(), sequence, new Subject(subject), RawJson.of(line));
    }

    private static @Nullable String text(JsonParser parser) {
        return parser.getString();
    }
}
