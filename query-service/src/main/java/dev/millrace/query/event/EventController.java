package dev.millrace.query.event;

import dev.millrace.platform.security.Caller;
import dev.millrace.query.event.EventQueries.Filter;
import dev.millrace.query.event.EventQueries.Line;
import dev.millrace.query.read.Answers;
import dev.millrace.query.read.Parameters;
import dev.millrace.query.read.ReadSide;
import dev.millrace.schemas.envelope.OrganizationId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/organizations/{organization}/events}: a page, a whole replay, or a stream that goes on, by the media type asked for. */
@RestController
@RequestMapping("/v1/organizations/{organization}/events")
public final class EventController {

    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;

    private final ReadSide readSide;
    private final EventReplay replay;
    private final EventStream stream;

    public EventController(ReadSide readSide, EventReplay replay, EventStream stream) {
        this.readSide = readSide;
        this.replay = replay;
        this.stream = stream;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> page(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String subject,
            @RequestHeader(name = Answers.AFTER, required = false) @Nullable String atLeast)
            throws SQLException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        var filter = filter(type, subject);
        long from = Parameters.sequence("after", after);
        int count = Parameters.limit(limit, MAX_LIMIT, DEFAULT_LIMIT);
        return readSide.after(
                Parameters.sequence(Answers.AFTER, atLeast),
                id,
                snapshot -> Answers.json(
                        snapshot.sequence(), pageOf(EventQueries.list(id, from, filter, count + 1, snapshot), count)));
    }

    @GetMapping(produces = MediaType.APPLICATION_NDJSON_VALUE)
    void replay(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String subject,
            @RequestHeader(name = Answers.AFTER, required = false) @Nullable String atLeast,
            HttpServletResponse response)
            throws SQLException, IOException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        var wanted = new EventReplay.Wanted(
                id,
                Parameters.sequence("after", after),
                limit == null ? Long.MAX_VALUE : Parameters.sequence("limit", limit),
                filter(type, subject));
        replay.write(wanted, Parameters.sequence(Answers.AFTER, atLeast), response);
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            Caller caller,
            @PathVariable String organization,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String subject,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventIdHeader,
            HttpServletResponse response)
            throws SQLException, IOException {
        var id = new OrganizationId(organization);
        caller.requireUseOf(id);
        var start = StreamStart.of(lastEventIdHeader, lastEventId, after);
        stream.write(new EventStream.Wanted(caller, id, start, filter(type, subject)), response);
    }

    private static Filter filter(@Nullable String type, @Nullable String subject) {
        return new Filter(Parameters.text("type", type), Parameters.text("subject", subject));
    }

    /** {@code {"events":[…],"next":n}}; {@code next} is null where nothing follows. */
    private static byte[] pageOf(List<Line> found, int count) {
        var page = found.size() <= count ? found : found.subList(0, count);
        var json = new ByteArrayOutputStream(64 + page.size() * 512);
        json.writeBytes("{\"events\":[".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < page.size(); i++) {
            if (i > 0) {
                json.write(',');
            }
            json.writeBytes(page.get(i).json().bytes());
        }
        var next = found.size() <= count ? "null" : Long.toString(page.getLast().sequence());
        json.writeBytes(("],\"next\":" + next + "}").getBytes(StandardCharsets.US_ASCII));
        return json.toByteArray();
    }
}
