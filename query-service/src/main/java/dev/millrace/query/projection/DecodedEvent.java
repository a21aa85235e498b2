package dev.millrace.query.projection;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.envelope.EventRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An event with its envelope.
 *
 * @param record    the envelope
 * @param event     what happened
 * @param partition where the organization's events lie
 */
record DecodedEvent(EventRecord record, DomainEvent event, int partition) {

    /** Reads the record. One whose type is not known here was written by a newer release: it is parked until this one is updated. */
    static DecodedEvent of(ConsumerRecord<byte[], byte[]> kafkaRecord) {
        var record = Records.event(kafkaRecord);
        var type = Catalogue.event(record.type())
                .orElseThrow(() -> new IllegalArgumentException("Expected a known event, but got " + record.type()));
        return new DecodedEvent(record, Json.MAPPER.readValue(record.data().bytes(), type), kafkaRecord.partition());
    }
}
