package dev.millrace.query.event;

import dev.millrace.query.read.Snapshot;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions about the event log. */
final class EventQueries {

    private EventQueries() {}

    /**
     * Which events are wanted.
     *
     * @param type    their type; null for every one
     * @param subject what they happened to, or something below it; null for everything
     */
    record Filter(@Nullable String type, @Nullable String subject) {}

    /** An event as it is served: its JSON is one line. */
    record Line(long sequence, String type, RawJson json) {}

    /** The wanted events after a sequence, in order. */
    static List<Line> list(OrganizationId organization, long after, Filter filter, int limit, Snapshot snapshot)
            throws SQLException {
        try (var statement = snapshot.connection().prepareStatement(sql(filter))) {
            int parameter = 1;
            statement.setString(parameter++, organization.value());
            statement.setLong(parameter++, after);
            if (filter.type() != null) {
                statement.setString(parameter++, filter.type());
            }
            if (filter.subject() != null) {
                statement.setString(parameter++, filter.subject());
                statement.setString(parameter++, filter.subject() + "/");
            }
            statement.setInt(parameter, limit);
            try (var rows = statement.executeQuery()) {
                var lines = new ArrayList<Line>();
                while (rows.next()) {
                    lines.add(new Line(rows.getLong(1), rows.getString(2), RawJson.of(rows.getBytes(3))));
                }
                return lines;
            }
        }
    }

    /** Text arrives as its bytes in UTF-8, which {@code getBytes} hands out as they are. */
    private static String sql(Filter filter) {
        return "select sequence, type, event from query.event where organization = ? and sequence > ?"
                + (filter.type() == null ? "" : " and type = ?")
                + (filter.subject() == null ? "" : " and (subject = ? or starts_with(subject, ?))")
                + " order by sequence limit ?";
    }
}
