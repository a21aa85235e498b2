package dev.millrace.platform.kafka;

import dev.millrace.platform.time.Timestamps;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Envelopes as Kafka records and back: CloudEvents 1.0 in binary mode, key = organization, value = the data alone. Text is UTF-8.
 *
 * <p>Reading fails with {@link MalformedRecord} where a record is not of this form.
 */
public final class Records {

    /** Who writes events, outcomes and the dead letters of commands. */
    public static final String COMMAND_SERVICE = "/command-service";

    /** Names the node that waits for an outcome, so that all others can skip the record unread. */
    public static final String REPLY_TO = "millrace_replyto";

    private static final String SPEC_VERSION = "ce_specversion";
    private static final String ID = "ce_id";
    private static final String TYPE = "ce_type";
    private static final String SOURCE = "ce_source";
    private static final String SUBJECT = "ce_subject";
    private static final String TIME = "ce_time";
    private static final String DATA_SCHEMA = "ce_dataschema";
    static final String ORGANIZATION = "ce_organization";
    private static final String SEQUENCE = "ce_sequence";
    private static final String ENTITY_VERSION = "ce_entityversion";
    private static final String EXPECTED_VERSION = "ce_expectedversion";
    private static final String ACTOR = "ce_actor";
    private static final String COMMAND_ID = "ce_commandid";
    private static final String CORRELATION_ID = "ce_correlationid";
    private static final String CHAIN = "ce_chain";
    private static final String TRACE_PARENT = "traceparent";
    private static final String CONTENT_TYPE = "content-type";

    private static final byte[] VERSION_1 = utf8("1.0");
    private static final byte[] APPLICATION_JSON = utf8("application/json");
    private static final byte[] EVENT_SOURCE = utf8(COMMAND_SERVICE);

    private Records() {}

    /** The record for {@code millrace.commands}. */
    public static ProducerRecord<byte[], byte[]> of(CommandRecord command) {
        var headers = cloudEvent(command.id().toString(), command.type(), utf8(command.source()), command.time());
        put(headers, ORGANIZATION, command.organization().value());
        put(headers, ACTOR, command.actor());
        put(headers, CORRELATION_ID, command.correlationId());
        if (command.expectedVersion() != null) {
            put(headers, EXPECTED_VERSION, Long.toString(command.expectedVersion()));
        }
        putIfPresent(headers, REPLY_TO, command.replyTo());
        putIfPresent(headers, TRACE_PARENT, command.traceParent());
        return record(
                Topics.COMMANDS.name(), command.organization(), command.data().bytes(), headers);
    }

    /** Reads a record of {@code millrace.commands}. */
    public static CommandRecord command(byte @Nullable [] value, Headers headers) {
        var reader = new HeaderReader(headers);
        var expectedVersion = reader.optional(EXPECTED_VERSION);
        try {
            return new CommandRecord(
                    CommandId.of(reader.text(ID)),
                    new OrganizationId(reader.text(ORGANIZATION)),
                    reader.text(TYPE),
                    data(value),
                    expectedVersion == null ? null : Long.valueOf(expectedVersion),
                    Timestamps.parse(reader.text(TIME)),
                    reader.text(ACTOR),
                    reader.text(SOURCE),
                    reader.text(CORRELATION_ID),
                    reader.optional(REPLY_TO),
                    reader.optional(TRACE_PARENT));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedRecord("Expected a command record, but a header is not of its form", e);
        }
    }

    /** The headers of an event; its key is the organization and its value the data. */
    public static Headers headers(EventRecord event) {
        var headers = cloudEvent(event.id(), event.type(), EVENT_SOURCE, event.time());
        put(headers, SUBJECT, event.subject().path());
        put(headers, DATA_SCHEMA, DataSchema.of(event.type(), event.typeVersion()));
        put(headers, ORGANIZATION, event.organization().value());
        put(headers, SEQUENCE, Long.toString(event.sequence()));
        put(headers, ENTITY_VERSION, Long.toString(event.entityVersion()));
        put(headers, ACTOR, event.actor());
        put(headers, COMMAND_ID, event.commandId().toString());
        put(headers, CORRELATION_ID, event.correlationId());
        put(headers, CHAIN, event.chain());
        putIfPresent(headers, TRACE_PARENT, event.traceParent());
        return headers;
    }

    /** Reads a record of {@code millrace.events}. */
    public static EventRecord event(byte @Nullable [] value, Headers headers) {
        var reader = new HeaderReader(headers);
        try {
            return new EventRecord(
                    new OrganizationId(reader.text(ORGANIZATION)),
                    reader.number(SEQUENCE),
                    reader.text(ID),
                    reader.text(TYPE),
                    DataSchema.version(reader.text(DATA_SCHEMA)),
                    new Subject(reader.text(SUBJECT)),
                    reader.number(ENTITY_VERSION),
                    Timestamps.parse(reader.text(TIME)),
                    reader.text(ACTOR),
                    CommandId.of(reader.text(COMMAND_ID)),
                    reader.text(CORRELATION_ID),
                    reader.text(CHAIN),
                    reader.optional(TRACE_PARENT),
                    data(value));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedRecord("Expected an event record, but a header is not of its form", e);
        }
    }

    /** Reads a record of {@code millrace.events}. */
    public static EventRecord event(ConsumerRecord<byte[], byte[]> record) {
        return event(record.value(), record.headers());
    }

    /** The headers of an outcome; its key is the organization and its value {@link Outcomes}' JSON. */
    public static Headers headers(
            Outcome outcome, OrganizationId organization, Instant time, @Nullable String replyTo) {
        var headers = cloudEvent(outcome.id().toString(), outcomeType(outcome), EVENT_SOURCE, time);
        put(headers, ORGANIZATION, organization.value());
        putIfPresent(headers, REPLY_TO, replyTo);
        return headers;
    }

    /** The organization of any record of ours, read from its key. */
    public static OrganizationId organization(byte @Nullable [] key) {
        if (key == null) {
            throw new MalformedRecord("Expected the organization as key, but the record has none");
        }
        try {
            return new OrganizationId(new String(key, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new MalformedRecord("Expected the organization as key", e);
        }
    }

    /** The node that waits for the outcome in this record, if one does. */
    public static @Nullable String replyTo(Headers headers) {
        return HeaderReader.only(headers, REPLY_TO);
    }

    /** The type of any record of ours, for those who read the rest of a few types only. */
    public static String type(Headers headers) {
        return text(headers, TYPE);
    }

    /** The sequence of the event in this record. */
    public static long sequence(Headers headers) {
        return HeaderReader.number(SEQUENCE, text(headers, SEQUENCE));
    }

    /** The command that the outcome in this record answers. */
    public static CommandId outcomeOf(Headers headers) {
        try {
            return CommandId.of(text(headers, ID));
        } catch (IllegalArgumentException e) {
            throw new MalformedRecord("Expected an outcome record, but its id is not a command's", e);
        }
    }

    /** The record for {@code millrace.webhooks}. */
    public static ProducerRecord<byte[], byte[]> of(WebhookDelivery delivery) {
        var headers = cloudEvent(
                delivery.deliveryId(),
                delivery.event(),
                utf8("/webhooks/" + delivery.source().value()),
                delivery.receivedAt());
        put(headers, ORGANIZATION, delivery.organization().value());
        put(headers, SUBJECT, delivery.source().value());
        headers.remove(CONTENT_TYPE);
        put(headers, CONTENT_TYPE, delivery.contentType());
        return record(
                Topics.WEBHOOKS.name(), delivery.organization(), delivery.body().bytes(), headers);
    }

    /** Reads a record of {@code millrace.webhooks}. */
    public static WebhookDelivery delivery(ConsumerRecord<byte[], byte[]> record) {
        var reader = new HeaderReader(record.headers());
        try {
            return new WebhookDelivery(
                    new OrganizationId(reader.text(ORGANIZATION)),
                    new WebhookSourceId(reader.text(SUBJECT)),
                    reader.text(ID),
                    reader.text(TYPE),
                    reader.text(CONTENT_TYPE),
                    Timestamps.parse(reader.text(TIME)),
                    data(record.value()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new MalformedRecord("Expected a webhook delivery, but a header is not of its form", e);
        }
    }

    /** The key of every record of an organization. */
    public static byte[] key(OrganizationId organization) {
        return utf8(organization.value());
    }

    private static String text(Headers headers, String name) {
        return HeaderReader.present(name, HeaderReader.only(headers, name));
    }

    static RawJson data(byte @Nullable [] value) {
        if (value == null) {
            throw new MalformedRecord("Expected data, but the record is a tombstone");
        }
        return RawJson.of(value);
    }

    private static String outcomeType(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted _ -> "millrace.accepted";
            case Outcome.Rejected _ -> "millrace.rejected";
        };
    }

    static RecordHeaders cloudEvent(String id, String type, byte[] source, Instant time) {
        var headers = new RecordHeaders();
        headers.add(SPEC_VERSION, VERSION_1);
        headers.add(CONTENT_TYPE, APPLICATION_JSON);
        headers.add(SOURCE, source);
        put(headers, ID, id);
        put(headers, TYPE, type);
        put(headers, TIME, Timestamps.text(time));
        return headers;
    }

    static ProducerRecord<byte[], byte[]> record(
            String topic, OrganizationId organization, byte[] value, Headers headers) {
        return new ProducerRecord<>(topic, null, key(organization), value, headers);
    }

    static void put(Headers headers, String name, String value) {
        headers.add(name, utf8(value));
    }

    private static void putIfPresent(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            put(headers, name, value);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
