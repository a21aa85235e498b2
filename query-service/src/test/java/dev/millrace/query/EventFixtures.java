package dev.millrace.query;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.table.TableId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import tools.jackson.databind.node.ObjectNode;

/** Makes the events of one organization as command-service writes them: contiguous sequences, entity versions and a chain that holds. */
public final class EventFixtures {

    public static final TableId ISSUES = new TableId("issues");

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final OrganizationId organization;
    private final Map<String, Long> versions = new HashMap<>();
    private long sequence;
    private Chain chain;

    public EventFixtures(OrganizationId organization) {
        this.organization = organization;
        this.chain = Chain.start(organization);
    }

    /** The next event. */
    public EventRecord next(DomainEvent event) {
        sequence++;
        var subject = event.subject();
        var type = Catalogue.typeOf(event.getClass());
        var data = RawJson.of(Json.MAPPER.writeValueAsBytes(event));
        var time = START.plusSeconds(sequence);
        var id = new UUID(sequence, organization.value().hashCode()).toString();
        chain = chain.next(type.value(), id, subject, time.toString(), "anna", sequence, data);
        var commandId = new CommandId(new UUID(~sequence, organization.value().hashCode()));
        return new EventRecord(
                organization,
                sequence,
                id,
                type.value(),
                type.version(),
                subject,
                versions.merge(subject.path(), 1L, Long::sum),
                time,
                "anna",
                commandId,
                commandId.toString(),
                chain.hex(),
                null,
                data);
    }

    public OrganizationId organization() {
        return organization;
    }

    /** A row's data. */
    public static JsonObject json(String text) {
        return new JsonObject(Json.MAPPER.readValue(text, ObjectNode.class));
    }

    /** The events as the records of one partition, from an offset on. */
    public static List<ConsumerRecord<byte[], byte[]>> consumed(int partition, long offset, List<EventRecord> events) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var event : events) {
            var key = event.organization().value().getBytes(StandardCharsets.UTF_8);
            records.add(new ConsumerRecord<>(
                    Topics.EVENTS.name(),
                    partition,
                    offset + records.size(),
                    event.time().toEpochMilli(),
                    TimestampType.CREATE_TIME,
                    key.length,
                    event.data().bytes().length,
                    key,
                    event.data().bytes(),
                    Records.headers(event),
                    Optional.empty()));
        }
        return records;
    }

    /** The event as a record to be sent. */
    public static ProducerRecord<byte[], byte[]> produced(EventRecord event) {
        return new ProducerRecord<>(
                Topics.EVENTS.name(),
                null,
                Records.key(event.organization()),
                event.data().bytes(),
                Records.headers(event));
    }
}
