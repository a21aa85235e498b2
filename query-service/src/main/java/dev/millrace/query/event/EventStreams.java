package dev.millrace.query.event;

import dev.millrace.platform.security.Caller;
import dev.millrace.platform.web.Parameters;
import dev.millrace.platform.web.Problem;
import dev.millrace.platform.web.SequenceHeaders;
import dev.millrace.query.read.Heads;
import dev.millrace.query.read.ReadSide;
import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Opens streams of server-sent events. A stream ends with its token, or earlier, and its client connects again where it was. */
public final class EventStreams {

    private final ReadSide readSide;
    private final Heads heads;
    private final Tails tails;
    private final Duration life;
    private final Duration silence;
    private final InstantSource clock;

    /**
     * Streams of this node.
     *
     * @param life    how long a stream lasts, give or take a tenth
     * @param silence after how much of it a comment is sent
     */
    public EventStreams(ReadSide readSide, Heads heads, Duration life, Duration silence, InstantSource clock) {
        this.readSide = readSide;
        this.heads = heads;
        this.tails = new Tails(readSide);
        this.life = life;
        this.silence = silence;
        this.clock = clock;
    }

    void serve(
            OrganizationId organization,
            Caller caller,
            EventFilter filter,
            HttpServletRequest request,
            HttpServletResponse response)
            throws SQLException, IOException {
        requireGood(caller);
        try (var watch = heads.watch(organization)) { // before anything is read, so that nothing is missed in between
            var tail = tails.join(organization);
            try {
                long head = readSide.after(
                        Parameters.sequence(SequenceHeaders.AFTER, request.getHeader(SequenceHeaders.AFTER)),
                        organization,
                        Snapshot::sequence);
                begin(response, head);
                if (!"HEAD".equals(request.getMethod())) {
                    var stream = new EventStream(
                            organization, filter, readSide, tail, heads, watch, response.getOutputStream());
                    stream.greet();
                    stream.run(start(request, head, organization, watch), lifetime(caller), silence);
                }
            } finally {
                tails.leave(organization);
            }
        }
    }

    /** Other requests bear with a clock that is off; a stream would end at once, and its client come back again and again. */
    private void requireGood(Caller caller) {
        if (!clock.instant().isBefore(caller.expiresAt())) {
            throw new Problem(
                    ErrorCode.UNAUTHENTICATED, "Expected a token that is good for a while, but this one has ended");
        }
    }

    private static void begin(HttpServletResponse response, long head) {
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader(SequenceHeaders.SEQUENCE, Long.toString(head));
    }

    private EventStream.Start start(
            HttpServletRequest request, long head, OrganizationId organization, Heads.Watch watch) throws SQLException {
        var named = position(request);
        return named == null ? EventStream.Start.atHead(head) : start(position(named), head, organization, watch);
    }

    /**
     * A position beyond the head may be of the near future: the outcome of a command comes before its events are projected, and another node may be ahead. It is
     * waited for as long as a read waits; only what has not come by then is none of this log.
     */
    private EventStream.Start start(long position, long seen, OrganizationId organization, Heads.Watch watch)
            throws SQLException {
        long head = seen;
        if (position > head) {
            watch.awaitBeyond(position - 1, readSide.maxWait().toNanos());
            head = readSide.now(organization, Snapshot::sequence);
        }
        return position < 0 || position > head ? EventStream.Start.anewFrom(head) : EventStream.Start.from(position);
    }

    /** The header wins, because a client repeats its address with everything in it when it connects again. */
    private static @Nullable String position(HttpServletRequest request) {
        @Nullable String last = request.getHeader("Last-Event-ID");
        if (last == null) {
            last = request.getParameter("lastEventId");
        }
        return last == null ? request.getParameter("after") : last;
    }

    /** A position that is none of ours is no reason to refuse: the client would never come back. It is reset instead. */
    private static long position(String text) {
        try {
            return text.length() <= 19 && text.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(text) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private Duration lifetime(Caller caller) {
        double jitter = ThreadLocalRandom.current().nextDouble(0.9, 1.1);
        var jittered = Duration.ofMillis((long) (life.toMillis() * jitter));
        var token = Duration.between(clock.instant(), caller.expiresAt());
        return token.compareTo(jittered) < 0 ? token : jittered;
    }
}
