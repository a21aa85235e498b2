package dev.millrace.query.event;

import dev.millrace.query.read.Portion;
import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the event log page by page. Events never change and sequences have no gaps to speak of, so a replay needs no long transaction: a page is a statement, and
 * between pages nothing is held however slowly the client reads. A page is bounded in events, in bytes and in the sequences it looks at.
 */
final class EventQueries {

    /** Sequences that one statement looks at, so that a filter that matches little costs a bounded time. */
    private static final long WINDOW = 100_000;

    private static final String FITS = "bytes_before < " + Portion.MAX_BYTES;

    private EventQueries() {}

    /** The next page: at most so many events after a position; its own position may be short of the head although there are fewer. */
    static EventPage page(
            OrganizationId organization, long after, int limit, EventFilter filter, Framing framing, Snapshot snapshot)
            throws SQLException {
        var fits = " filter (where " + FITS + ")";
        var sql = "select string_agg(" + framing.expression() + ", '" + framing.separator() + "' order by sequence)"
                + fits
                + ", count(*)" + fits + ", max(sequence)" + fits
                + ", count(*) from (" + measured(filter) + ") as measured";
        long end = windowEnd(after, snapshot);
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            bind(statement, organization, after, end, limit, filter);
            try (var rows = statement.executeQuery()) {
                rows.next();
                long count = rows.getLong(2);
                long found = rows.getLong(4);
                long position = found < limit && count == found ? end : rows.getLong(3);
                return new EventPage(count, position, count == 0 ? new byte[0] : rows.getBytes(1));
            }
        }
    }

    /** The next events one by one, as server-sent events, whatever their type and subject: so many, or fewer that have {@link Portion#MAX_BYTES}. */
    static List<LiveEvent> events(OrganizationId organization, long after, int limit, Snapshot snapshot)
            throws SQLException {
        var filter = new EventFilter(null, null);
        var sql = "select sequence, type, subject, " + Framing.SERVER_SENT.expression() + " from (" + measured(filter)
                + ") as measured where " + FITS + " order by sequence";
        try (var statement = snapshot.connection().prepareStatement(sql)) {
            bind(statement, organization, after, windowEnd(after, snapshot), limit, filter);
            try (var rows = statement.executeQuery()) {
                var events = new ArrayList<LiveEvent>();
                while (rows.next()) {
                    events.add(new LiveEvent(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getBytes(4)));
                }
                return events;
            }
        }
    }

    private static long windowEnd(long after, Snapshot snapshot) {
        return after >= snapshot.sequence() - WINDOW ? Math.max(after, snapshot.sequence()) : after + WINDOW;
    }

    private static String measured(EventFilter filter) {
        return "select *, sum(octet_length(event)) over (order by sequence rows unbounded preceding) - octet_length(event) as bytes_before from ("
                + select(filter) + ") as found";
    }

    private static String select(EventFilter filter) {
        return "select sequence, type, subject, event from query.event where organization = ? and sequence > ? and sequence <= ?"
                + (filter.type() == null ? "" : " and type = ?")
                + (filter.subject() == null ? "" : " and (subject = ? or (starts_with(subject, ?) and ?))")
                + " order by sequence limit ?";
    }

    private static void bind(
            PreparedStatement statement,
            OrganizationId organization,
            long after,
            long end,
            int limit,
            EventFilter filter)
            throws SQLException {
        statement.setString(1, organization.value());
        statement.setLong(2, after);
        statement.setLong(3, end);
        int next = 4;
        if (filter.type() != null) {
            statement.setString(next++, filter.type());
        }
        if (filter.subject() != null) {
            statement.setString(next++, filter.subject().path());
            statement.setString(next++, filter.subject().path() + "/");
            statement.setBoolean(next++, !filter.subject().isRow());
        }
        statement.setInt(next, limit);
    }
}
