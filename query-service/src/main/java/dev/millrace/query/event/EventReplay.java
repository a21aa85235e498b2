package dev.millrace.query.event;

import dev.millrace.query.event.EventQueries.Filter;
import dev.millrace.query.event.EventQueries.Line;
import dev.millrace.query.read.Answers;
import dev.millrace.query.read.ReadSide;
import dev.millrace.schemas.envelope.OrganizationId;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;

/**
 * Writes a whole log, an event a line, in constant memory. It reads in pages, each a short transaction of its own: events never change, so pages read one after the
 * other are one consistent log, and a slow client holds no connection of the database.
 */
public final class EventReplay {

    private static final int PAGE = 5_000;

    private final ReadSide readSide;
    private final Semaphore permits;

    /** Shares its permits with the streams. */
    public EventReplay(ReadSide readSide, Semaphore permits) {
        this.readSide = readSide;
        this.permits = permits;
    }

    /** Which part of which log. */
    record Wanted(OrganizationId organization, long after, long limit, Filter filter) {}

    private record Page(long head, List<Line> lines) {}

    void write(Wanted wanted, long atLeast, HttpServletResponse response) throws SQLException, IOException {
        try (var _ = Permit.of(permits)) {
            var page = page(wanted, wanted.after(), wanted.limit(), atLeast);
            long head = page.head();
            response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
            response.setHeader(Answers.SEQUENCE, Long.toString(head));
            response.setHeader("Cache-Control", "no-cache");
            var out = response.getOutputStream();
            long remaining = wanted.limit();
            while (!page.lines().isEmpty()) {
                for (var line : page.lines()) {
                    if (line.sequence() > head) {
                        return; // the log as it was when the replay began
                    }
                    out.write(line.json().bytes());
                    out.write('\n');
                }
                remaining -= page.lines().size();
                page = page(wanted, page.lines().getLast().sequence(), remaining, 0);
            }
        }
    }

    private Page page(Wanted wanted, long after, long remaining, long atLeast) throws SQLException {
        int count = (int) Math.min(PAGE, remaining);
        return readSide.after(
                atLeast,
                wanted.organization(),
                snapshot -> new Page(
                        snapshot.sequence(),
                        EventQueries.list(wanted.organization(), after, wanted.filter(), count, snapshot)));
    }
}
