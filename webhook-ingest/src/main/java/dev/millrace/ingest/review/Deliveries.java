package dev.millrace.ingest.review;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.schemas.envelope.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads {@code ingest.delivery} for operators, newest first. */
public final class Deliveries {

    private static final String COLUMNS =
            "number, source, delivery_id, event, state, attempt, code, cause, received_at, updated_at";

    private final JdbcClient jdbc;

    public Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page.
     *
     * @param next cursor of the page after it; null if this is the last
     */
    record Page(List<DeliveryView> deliveries, @Nullable String next) {}

    private record Numbered(long number, DeliveryView view) {}

    Page page(OrganizationId organization, DeliveryFilter filter, int limit, @Nullable String after) {
        long before = after == null ? Long.MAX_VALUE : Cursor.decode(organization, filter, after);
        var rows = jdbc.sql("select " + COLUMNS + """
                         from ingest.delivery
                        where organization = :organization and number < :before
                          and (:source::text is null or source = :source) and (:state::text is null or state = :state)
                        order by number desc limit :limit""")
                .param("organization", organization.value())
                .param("before", before)
                .param("source", filter.sourceText())
                .param("state", filter.stateText())
                .param("limit", limit + 1)
                .query((row, _) -> new Numbered(row.getLong("number"), view(row)))
                .list();
        var shown = rows.subList(0, Math.min(limit, rows.size()));
        var next = rows.size() > limit
                ? Cursor.encode(organization, filter, shown.getLast().number())
                : null;
        return new Page(shown.stream().map(Numbered::view).toList(), next);
    }

    Optional<DeliveryView> find(DeliveryKey key) {
        return jdbc.sql("select " + COLUMNS
                        + " from ingest.delivery where organization = ? and source = ? and delivery_id = ?")
                .params(key.organization().value(), key.source().value(), key.delivery())
                .query((row, _) -> view(row))
                .optional();
    }

    private static DeliveryView view(ResultSet row) throws SQLException {
        return new DeliveryView(
                row.getString("source"),
                row.getString("delivery_id"),
                row.getString("event"),
                DeliveryState.of(row.getString("state")).orElseThrow(),
                row.getInt("attempt"),
                row.getString("code"),
                row.getString("cause"),
                instant(row, "received_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
