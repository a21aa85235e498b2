package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.ingest.delivery.Position;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Moves deliveries to the state that their verdict or the outcomes of their commands give them. The rows are locked first, by {@link Journal#lock}. */
final class Settlement {

    private Settlement() {}

    /**
     * A delivery at its end, for now.
     *
     * @param attempt    which attempt ended
     * @param code       why it was rejected; null where it was not
     * @param deadLetter true if an open dead letter stood for it before
     */
    record Ended(
            DeliveryKey key,
            DeliveryState state,
            int attempt,
            Position position,
            @Nullable String code,
            @Nullable String cause,
            boolean deadLetter) {}

    /** Puts verdicts on attempts that have none yet, or have only just begun; an outcome that was quicker has settled its delivery already. */
    static void decide(List<Translated> verdicts, Connection connection) throws SQLException {
        try (var update = connection.prepareStatement("""
                update ingest.delivery set state = ?, code = ?, cause = ?, attempt = ?, updated_at = clock_timestamp()
                where organization = ? and source = ? and delivery_id = ? and (attempt = ? and state = 'stored' or attempt = ?)""")) {
            for (var translated : verdicts) {
                var key = translated.located().key();
                var failed = translated.verdict() instanceof Verdict.Failed failure ? failure : null;
                update.setString(1, translated.verdict().state().text());
                update.setString(2, failed == null ? null : failed.code().name());
                update.setString(3, failed == null ? null : failed.cause());
                update.setInt(4, translated.attempt());
                update.setString(5, key.organization().value());
                update.setString(6, key.source().value());
                update.setString(7, key.delivery());
                update.setInt(8, translated.attempt());
                update.setInt(9, translated.attempt() - 1);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /**
     * Ends those of the attempts whose every command has an outcome: applied, or rejected with the first rejection by the order of the mappings. The outcome of a
     * retry that was cut off ends the delivery as well, whatever was said of it before.
     */
    static List<Ended> conclude(SortedMap<DeliveryKey, Integer> attempts, Connection connection) throws SQLException {
        try (var update = connection.prepareStatement("""
                update ingest.delivery d
                set state = case when r.code is null then 'applied' else 'rejected' end,
                    code = r.code, cause = r.detail, attempt = r.attempt, updated_at = clock_timestamp()
                from (
                    select c.organization, c.source, c.delivery_id, c.attempt, bool_and(c.outcome is not null) as answered,
                        (array_agg(c.code order by c.mapping) filter (where c.outcome = 'rejected'))[1] as code,
                        (array_agg(c.detail order by c.mapping) filter (where c.outcome = 'rejected'))[1] as detail
                    from ingest.delivery_command c
                    join unnest(?::text[], ?::text[], ?::text[], ?::int[]) k(organization, source, delivery_id, attempt)
                      on c.organization = k.organization and c.source = k.source
                     and c.delivery_id = k.delivery_id and c.attempt = k.attempt
                    group by 1, 2, 3, 4) r
                where d.organization = r.organization and d.source = r.source and d.delivery_id = r.delivery_id
                  and r.answered
                  and (d.attempt < r.attempt or d.attempt = r.attempt and d.state in ('stored', 'sent', 'unmapped', 'failed'))
                returning d.*""")) {
            int next = KeyArrays.bindKeys(update, attempts.keySet());
            update.setArray(next, KeyArrays.numbers(update, attempts.values(), attempt -> attempt));
            try (var rows = update.executeQuery()) {
                var ended = new ArrayList<Ended>();
                while (rows.next()) {
                    ended.add(ended(rows));
                }
                return ended;
            }
        }
    }

    /** Notes for which deliveries a dead letter is open. */
    static void noteDeadLetters(Set<DeliveryKey> keys, boolean open, Connection connection) throws SQLException {
        try (var update = connection.prepareStatement("""
                update ingest.delivery d set dead_letter = v.open
                from unnest(?::text[], ?::text[], ?::text[]) k(organization, source, delivery_id), (values (?)) v(open)
                where d.organization = k.organization and d.source = k.source and d.delivery_id = k.delivery_id""")) {
            KeyArrays.bindKeys(update, keys);
            update.setBoolean(4, open);
            update.executeUpdate();
        }
    }

    private static Ended ended(ResultSet row) throws SQLException {
        return new Ended(
                Journal.key(row),
                DeliveryState.of(row.getString("state")).orElseThrow(),
                row.getInt("attempt"),
                new Position(row.getInt("partition"), row.getLong("record_offset")),
                row.getString("code"),
                row.getString("cause"),
                row.getBoolean("dead_letter"));
    }
}
