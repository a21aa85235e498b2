package dev.millrace.query.event;

import dev.millrace.query.read.ReadSide;
import dev.millrace.schemas.envelope.OrganizationId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The events of an organization up to a head as lines, page after page. PostgreSQL reads the next page while one is sent, so two are in memory at most; no connection is
 * held while the client takes its time.
 */
final class Replay {

    private static final int PAGE_EVENTS = 2_000;

    private final ReadSide readSide;
    private final OrganizationId organization;
    private final EventFilter filter;
    private final long head;

    Replay(ReadSide readSide, OrganizationId organization, EventFilter filter, long head) {
        this.readSide = readSide;
        this.organization = organization;
        this.filter = filter;
        this.head = head;
    }

    /**
     * Sends what follows a position.
     *
     * @param limit most events
     */
    void writeTo(OutputStream out, long after, long limit) throws SQLException, IOException {
        try (var reader = Executors.newVirtualThreadPerTaskExecutor()) {
            long left = limit;
            var next = next(reader, after, left);
            while (next != null) {
                var page = read(next);
                left -= page.count();
                next = next(reader, page.position(), left);
                page.writeTo(out);
            }
        }
    }

    private @Nullable Future<EventPage> next(ExecutorService reader, long position, long left) {
        if (position >= head || left <= 0) {
            return null;
        }
        int events = (int) Math.min(left, Math.min(PAGE_EVENTS, head - position));
        return reader.submit(() -> readSide.now(
                organization,
                snapshot -> EventQueries.page(organization, position, events, filter, Framing.LINES, snapshot)));
    }

    private static EventPage read(Future<EventPage> page) throws SQLException, IOException {
        try {
            return page.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a page was read");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
