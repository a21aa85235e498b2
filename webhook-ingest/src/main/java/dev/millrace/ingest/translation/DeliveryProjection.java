package dev.millrace.ingest.translation;

import dev.millrace.ingest.archive.DeliveryArchive;
import dev.millrace.ingest.delivery.Position;
import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.projection.RecordProjection;
import dev.millrace.schemas.Topic;
import dev.millrace.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The reader of the topic: marks every delivery it meets as stored, and translates it. Its position says up to where both is done. */
public final class DeliveryProjection implements RecordProjection {

    /** Stable for ever: positions are kept under it. */
    public static final String NAME = "millrace.ingest.translation";

    private final Translator translator;
    private final Verdicts verdicts;

    public DeliveryProjection(Translator translator, Verdicts verdicts) {
        this.translator = translator;
        this.verdicts = verdicts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Topic topic() {
        return Topics.WEBHOOKS;
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, Connection connection) throws SQLException {
        var deliveries = batch.stream().map(DeliveryProjection::located).toList();
        verdicts.settle(translator.translate(deliveries), connection);
    }

    /** What comes of a delivery shows on sockets, and who watches there is not known here. */
    @Override
    public boolean isAwaited() {
        return true;
    }

    private static Located located(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader(DeliveryArchive.TRACE_PARENT);
        return new Located(
                Records.delivery(record),
                new Position(record.partition(), record.offset()),
                header == null ? null : new String(header.value(), StandardCharsets.UTF_8));
    }
}
