package dev.millrace.ingest.translation;

import dev.millrace.ingest.archive.ArchiveReader;
import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.database.Transactions;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;

/** One more attempt at a delivery, by the mappings as they are now and with commands of its own. */
public final class Retry {

    private final DataSource dataSource;
    private final ArchiveReader archive;
    private final Translator translator;
    private final Verdicts verdicts;

    public Retry(DataSource dataSource, ArchiveReader archive, Translator translator, Verdicts verdicts) {
        this.dataSource = dataSource;
        this.archive = archive;
        this.translator = translator;
        this.verdicts = verdicts;
    }

    /**
     * Returns once the new commands are in the log, or it is known why there are none; the delivery's state says which.
     *
     * @param traceParent W3C trace context of the request for it
     */
    public void retry(DeliveryKey key, String traceParent) {
        try {
            var position = position(key).orElseThrow(() -> notFound("a delivery that is on the topic"));
            var delivery = archive.read(position).orElseThrow(() -> notFound("a delivery that the topic still holds"));
            var translated = translator.retry(new Located(delivery, position, traceParent));
            var _ = new Transactions(dataSource).run(connection -> {
                verdicts.settle(translated, connection);
                return translated;
            });
        } catch (SQLException | KafkaException e) {
            throw Outage.problem("retry", key, e);
        }
    }

    private static Problem notFound(String what) {
        return new Problem(ErrorCode.NOT_FOUND, "Expected %s, but there is none".formatted(what));
    }

    private Optional<Position> position(DeliveryKey key) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("""
                        select partition, record_offset from ingest.delivery
                        where organization = ? and source = ? and delivery_id = ? and record_offset is not null""")) {
            select.setString(1, key.organization().value());
            select.setString(2, key.source().value());
            select.setString(3, key.delivery());
            try (var rows = select.executeQuery()) {
                return rows.next() ? Optional.of(position(rows)) : Optional.empty();
            }
        }
    }

    private static Position position(ResultSet row) throws SQLException {
        return new Position(row.getInt("partition"), row.getLong("record_offset"));
    }
}
