package dev.millrace.query.event;

import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Parameters;
import dev.millrace.platform.web.Problem;
import dev.millrace.platform.web.QueryParameters;
import dev.millrace.platform.web.SequenceHeaders;
import dev.millrace.query.read.Portion;
import dev.millrace.query.read.ReadSide;
import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/organizations/{organization}/events}: a page as JSON, a replay as NDJSON, a stream of server-sent events. */
@RestController
public final class EventController {

    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int REPLAY_EVENTS = 2_000;

    /** How many windows of the log one request for a page may look through; then it says where to go on. */
    private static final int MAX_WINDOWS = 10;

    private final ReadSide readSide;
    private final EventStreams streams;
    private final Semaphore places;

    /**
     * Serves events.
     *
     * @param maxStreams replays and streams at a time
     */
    public EventController(ReadSide readSide, EventStreams streams, int maxStreams) {
        this.readSide = readSide;
        this.streams = streams;
        this.places = new Semaphore(maxStreams);
    }

    @GetMapping("/v1/organizations/{organization}/events")
    @QueryParameters({"after", "limit", "type", "subject", "lastEventId", "access_token"})
    void events(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            @RequestHeader(name = SequenceHeaders.AFTER, required = false) @Nullable String visible,
            HttpServletRequest request,
            HttpServletResponse response)
            throws SQLException, IOException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        var filter = EventFilter.of(request);
        long from = Parameters.sequence("after", after);
        long least = Parameters.sequence(SequenceHeaders.AFTER, visible);
        switch (EventFormat.of(request.getHeader(HttpHeaders.ACCEPT))) {
            case JSON -> page(id, from, Parameters.limit(limit, MAX_LIMIT, DEFAULT_LIMIT), filter, least, response);
            case LINES -> {
                int most = Parameters.limit(limit, Integer.MAX_VALUE, Integer.MAX_VALUE);
                int events = "HEAD".equals(request.getMethod()) ? 0 : most; // nobody would be sent what is read
                inPlace(() -> replay(id, from, events, filter, least, response));
            }
            case SERVER_SENT -> inPlace(() -> streams.serve(id, caller, filter, request, response));
        }
    }

    private void page(
            OrganizationId id, long after, int limit, EventFilter filter, long least, HttpServletResponse response)
            throws SQLException, IOException {
        var answer = readSide.after(least, id, snapshot -> {
            begin(response, MediaType.APPLICATION_JSON_VALUE, snapshot.sequence());
            return array(id, after, limit, filter, snapshot);
        });
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }

    private static byte[] array(OrganizationId id, long after, int limit, EventFilter filter, Snapshot snapshot)
            throws SQLException {
        var json = new ByteArrayOutputStream();
        json.writeBytes(ascii("{\"events\":["));
        long position = after;
        int count = 0;
        int windows = 0;
        boolean full = false;
        while (!full && windows < MAX_WINDOWS && position < snapshot.sequence()) {
            var page = EventQueries.page(id, position, limit - count, filter, Framing.ARRAY, snapshot);
            json.writeBytes(ascii(count > 0 && page.count() > 0 ? "," : ""));
            page.appendTo(json);
            count += (int) page.count();
            position = page.position();
            windows++;
            full = count == limit || json.size() >= Portion.MAX_BYTES;
        }
        json.writeBytes(ascii(position < snapshot.sequence() ? "],\"next\":" + position + "}" : "],\"next\":null}"));
        return json.toByteArray();
    }

    /** Up to the head as it was at the beginning. Nothing is held while the client takes its time. */
    private void replay(
            OrganizationId id, long after, int limit, EventFilter filter, long least, HttpServletResponse response)
            throws SQLException, IOException {
        long head = readSide.after(least, id, Snapshot::sequence);
        begin(response, MediaType.APPLICATION_NDJSON_VALUE, head);
        var out = response.getOutputStream();
        long position = after;
        long left = limit;
        while (position < head && left > 0) {
            long from = position;
            int events = (int) Math.min(left, Math.min(REPLAY_EVENTS, head - from));
            var page =
                    readSide.now(id, snapshot -> EventQueries.page(id, from, events, filter, Framing.LINES, snapshot));
            page.writeTo(out);
            position = page.position();
            left -= page.count();
        }
    }

    private static void begin(HttpServletResponse response, String type, long head) {
        response.setContentType(type);
        response.setHeader(SequenceHeaders.SEQUENCE, Long.toString(head));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    }

    /** What lasts until its client has read it. */
    private interface Lasting {
        void run() throws SQLException, IOException;
    }

    private void inPlace(Lasting answer) throws SQLException, IOException {
        if (!places.tryAcquire()) {
            throw new Problem(ErrorCode.OVERLOADED, "Expected a free place for a stream, but all are taken");
        }
        try {
            answer.run();
        } finally {
            places.release();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
