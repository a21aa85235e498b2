package dev.millrace.query.event;

import dev.millrace.platform.security.Caller;
import dev.millrace.query.event.EventQueries.Filter;
import dev.millrace.query.event.EventQueries.Line;
import dev.millrace.query.read.Heads;
import dev.millrace.query.read.ReadSide;
import dev.millrace.schemas.envelope.OrganizationId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Server-sent events (WHATWG HTML §9.2): history first, then every event as it becomes visible, with its sequence as id. There is no join to get wrong: both come
 * from the same table, read from the last sequence sent, and the projections say when to look again. Runs on the request's virtual thread until the client leaves,
 * its token ends, or its time is up.
 */
public final class EventStream {

    private static final int PAGE = 500;
    private static final byte[] OPENING = utf8("retry: 2000\n: connected\n\n");
    private static final byte[] COMMENT = utf8(": still here\n\n");

    private final ReadSide readSide;
    private final Heads heads;
    private final Semaphore permits;
    private final Duration life;
    private final Duration comment;
    private final Clock clock;

    /**
     * Streams of one node.
     *
     * @param life    how long one lasts, give or take a tenth
     * @param comment silence before a comment is sent
     */
    public EventStream(
            ReadSide readSide, Heads heads, Semaphore permits, Duration life, Duration comment, Clock clock) {
        this.readSide = readSide;
        this.heads = heads;
        this.permits = permits;
        this.life = life;
        this.comment = comment;
        this.clock = clock;
    }

    /** Who wants which events from where. */
    record Wanted(Caller caller, OrganizationId organization, StreamStart start, Filter filter) {}

    private record Page(long head, List<Line> lines) {

        /** Everything up to here is known to have been looked at. */
        long end() {
            return lines.size() == PAGE ? lines.getLast().sequence() : head;
        }
    }

    void write(Wanted wanted, HttpServletResponse response) throws SQLException, IOException {
        try (var _ = Permit.of(permits);
                var watch = heads.watch(wanted.organization())) {
            long head = readSide.now(wanted.organization(), snapshot -> snapshot.sequence());
            prepare(response);
            var out = response.getOutputStream();
            out.write(OPENING);
            long position = begin(wanted.start(), head, out);
            response.flushBuffer();
            long end = end(wanted.caller());
            while (clock.millis() < end && !heads.isClosed()) {
                var page = page(wanted, position);
                for (var line : page.lines()) {
                    write(line, out);
                }
                position = Math.max(position, page.end());
                if (!page.lines().isEmpty()) {
                    response.flushBuffer();
                } else if (!watch.awaitBeyond(position, nanosToWait(end))) {
                    out.write(COMMENT);
                    response.flushBuffer();
                }
            }
        }
    }

    private static void prepare(HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
    }

    /** The position to go on from. One beyond the log, or never ours, cannot be resumed: the client is told so and loads its state anew. */
    private static long begin(StreamStart start, long head, OutputStream out) throws IOException {
        return switch (start) {
            case StreamStart.Now _ -> head;
            case StreamStart.After(var sequence) when sequence <= head -> sequence;
            case StreamStart.After _, StreamStart.Unknown _ -> {
                out.write(utf8("id: %1$d\nevent: reset\ndata: {\"head\":%1$d}\n\n".formatted(head)));
                yield head;
            }
        };
    }

    private Page page(Wanted wanted, long position) throws SQLException {
        return readSide.now(
                wanted.organization(),
                snapshot -> new Page(
                        snapshot.sequence(),
                        EventQueries.list(wanted.organization(), position, wanted.filter(), PAGE, snapshot)));
    }

    private static void write(Line line, OutputStream out) throws IOException {
        out.write(utf8("id: %d\nevent: %s\ndata: ".formatted(line.sequence(), line.type())));
        out.write(line.json().bytes());
        out.write('\n');
        out.write('\n');
    }

    private long end(Caller caller) {
        long millis = life.toMillis();
        long jitter = ThreadLocalRandom.current().nextLong(-millis / 10, millis / 10 + 1);
        return Math.min(clock.millis() + millis + jitter, caller.expiresAt().toEpochMilli());
    }

    private long nanosToWait(long end) {
        return Duration.ofMillis(Math.max(1, Math.min(comment.toMillis(), end - clock.millis())))
                .toNanos();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
