package dev.millrace.ingest.translation;

import dev.millrace.ingest.archive.ArchiveReader;
import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One more attempt at a delivery, by the mappings as they are now and with commands of its own. */
public final class Retry {

    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);

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
            translate(new Located(delivery, position, traceParent));
        } catch (SQLException | KafkaException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.ORGANIZATION, key.organization())
                    .addKeyValue(LogKeys.SOURCE, key.source())
                    .addKeyValue("delivery", key.delivery())
                    .setCause(e)
                    .log("A delivery could not be retried");
            throw new Problem(
                    ErrorCode.UNAVAILABLE, "Expected to retry the delivery, but a part of the system is out of reach");
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

    private void translate(Located located) throws SQLException {
        var translated = translator.retry(located);
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                verdicts.settle(translated, connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
