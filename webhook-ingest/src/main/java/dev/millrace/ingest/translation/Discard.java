package dev.millrace.ingest.translation;

import dev.millrace.ingest.archive.ArchiveReader;
import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.database.Transactions;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;

/** Gives up a delivery that lies among the dead letters. It stays listed, with what was wrong, and can be retried all the same. */
public final class Discard {

    private final DataSource dataSource;
    private final ArchiveReader archive;
    private final DeadLetterLog deadLetters;

    public Discard(DataSource dataSource, ArchiveReader archive, DeadLetterLog deadLetters) {
        this.dataSource = dataSource;
        this.archive = archive;
        this.deadLetters = deadLetters;
    }

    /** Returns once the dead letter is closed. The log knows first: a crash in between leaves a delivery that can be discarded again. */
    public void discard(DeliveryKey key) {
        try {
            var _ = new Transactions(dataSource).run(connection -> {
                deadLetters.append(List.of(letter(key, connection)));
                return close(key, connection);
            });
        } catch (SQLException | KafkaException e) {
            throw Outage.problem("discard", key, e);
        }
    }

    /** While an attempt is under way its outcome decides about the letter. */
    private DeadLetterRecord letter(DeliveryKey key, Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("""
                select * from ingest.delivery where organization = ? and source = ? and delivery_id = ?
                  and dead_letter and state in ('failed', 'rejected', 'unmapped') for update""")) {
            bind(select, key);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new Problem(
                            ErrorCode.DEAD_LETTER_NOT_FOUND,
                            "Expected an open dead letter of the delivery, and no attempt under way, but it is otherwise");
                }
                return letter(key, rows);
            }
        }
    }

    /** What retention has removed from the topic is given up without its body. */
    private DeadLetterRecord letter(DeliveryKey key, ResultSet row) throws SQLException {
        var position = new Position(row.getInt("partition"), row.getLong("record_offset"));
        var known = new WebhookDelivery(
                key.organization(),
                key.source(),
                key.delivery(),
                row.getString("event"),
                row.getString("content_type"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                RawJson.of(""));
        var code = row.getString("code");
        var cause = code == null ? "No mapping wants it" : code + ": " + row.getString("cause");
        return DeadLetterLog.letter(archive.read(position).orElse(known), position, State.DISCARDED, cause);
    }

    private static int close(DeliveryKey key, Connection connection) throws SQLException {
        try (var update = connection.prepareStatement("""
                update ingest.delivery set state = 'discarded', dead_letter = false, updated_at = clock_timestamp()
                where organization = ? and source = ? and delivery_id = ?""")) {
            bind(update, key);
            return update.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, DeliveryKey key) throws SQLException {
        statement.setString(1, key.organization().value());
        statement.setString(2, key.source().value());
        statement.setString(3, key.delivery());
    }
}
