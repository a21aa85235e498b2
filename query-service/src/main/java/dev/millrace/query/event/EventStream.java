package dev.millrace.query.event;

import dev.millrace.query.read.Heads;
import dev.millrace.query.read.ReadSide;
import dev.millrace.schemas.envelope.OrganizationId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server-sent event stream: history, then what comes. The join has one position: the stream counts what it has sent, takes what follows from the shared tail
 * where that reaches back far enough, and from the log where it does not. Runs on the request's virtual thread; a client that does not read stops only that.
 */
final class EventStream {

    private static final byte[] HELLO = utf8("retry: 2000\n: connected\n\n");
    private static final byte[] COMMENT = utf8(": \n\n");
    private static final int HISTORY_EVENTS = 1_000;

    private final OrganizationId organization;
    private final EventFilter filter;
    private final ReadSide readSide;
    private final Tail tail;
    private final Heads heads;
    private final Heads.Watch watch;
    private final OutputStream out;

    EventStream(
            OrganizationId organization,
            EventFilter filter,
            ReadSide readSide,
            Tail tail,
            Heads heads,
            Heads.Watch watch,
            OutputStream out) {
        this.organization = organization;
        this.filter = filter;
        this.readSide = readSide;
        this.tail = tail;
        this.heads = heads;
        this.watch = watch;
        this.out = out;
    }

    /** Lets the client know that it is connected, however long its position is waited for. */
    void greet() throws IOException {
        out.write(HELLO);
        out.flush();
    }

    /**
     * Sends until time is up.
     *
     * @param from what the client has already
     */
    void run(Start from, Duration life, Duration silence) throws IOException, SQLException {
        if (from.announcement() != null
                && !heads.isClosed()) { // a wait that the end of the process cuts short says nothing
            out.write(utf8("id: %1$d\nevent: %2$s\ndata: {\"head\":%1$d}\n\n"
                    .formatted(from.position(), from.announcement())));
            out.flush();
        }
        long end = System.nanoTime() + life.toNanos();
        var progress = new Progress(from.position(), true);
        while (!heads.isClosed() && System.nanoTime() < end) {
            if (progress.more() || watch.awaitBeyond(progress.position(), wait(end, silence))) {
                progress = send(progress.position());
            } else {
                out.write(COMMENT);
                out.flush();
            }
        }
    }

    private static long wait(long end, Duration silence) {
        return Math.min(end - System.nanoTime(), silence.toNanos());
    }

    /** How far a stream is, and whether there is more already. */
    private record Progress(long position, boolean more) {}

    /**
     * Where a stream begins.
     *
     * @param announcement the event that tells the client of a position which is not its own; null where it is
     */
    record Start(long position, @Nullable String announcement) {

        /** Where the client was. */
        static Start from(long position) {
            return new Start(position, null);
        }

        /** The client named no position. Without one it would come back to another end, and miss what came between. */
        static Start atHead(long head) {
            return new Start(head, "head");
        }

        /** The client's own position is unknown here, so that it must load anew. */
        static Start anewFrom(long head) {
            return new Start(head, "reset");
        }
    }

    /** Sends everything after the position that there is by now. */
    private Progress send(long position) throws IOException, SQLException {
        var news = tail.after(position, filter);
        if (news.isEmpty()) {
            return replay(position);
        }
        for (var event : news.get().events()) {
            event.writeTo(out);
        }
        if (!news.get().events().isEmpty()) {
            out.flush();
        }
        return new Progress(news.get().position(), news.get().more());
    }

    private Progress replay(long position) throws IOException, SQLException {
        var page = readSide.now(
                organization,
                snapshot -> EventQueries.page(
                        organization, position, HISTORY_EVENTS, filter, Framing.SERVER_SENT, snapshot));
        page.writeTo(out);
        out.flush();
        return new Progress(page.position(), true);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
