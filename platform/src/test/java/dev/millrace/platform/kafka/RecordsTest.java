package dev.millrace.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final CommandId ID = new CommandId(new UUID(7, 9));
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.120Z");
    private static final RawJson DATA = RawJson.of("{\"title\":\"grüße 🔑\"}");

    private static final CommandRecord COMMAND =
            new CommandRecord(ID, ACME, "row.put", DATA, 3L, NOON, "änn", "/http", "order-7", "here/1", "00-aa-bb-01");
    private static final EventRecord EVENT = new EventRecord(
            ACME,
            42,
            "0197a000-0000-7000-8000-000000000001",
            "row.written",
            2,
            new Subject("table/issues/row/ä/1"),
            3,
            NOON,
            "änn",
            ID,
            "order-7",
            Chain.start(ACME).hex(),
            "00-aa-bb-01",
            DATA);
    private static final WebhookDelivery DELIVERY = new WebhookDelivery(
            ACME, new WebhookSourceId("gh"), "d-1", "issues", "text/plain; charset=x", NOON, RawJson.of("no json"));
    private static final DeadLetterRecord LETTER = new DeadLetterRecord(
            ACME,
            ID.toString(),
            DeadLetterRecord.Kind.COMMAND,
            DeadLetterRecord.State.OPEN,
            "row.put",
            Topics.COMMANDS.name(),
            3,
            17,
            "java.lang.IllegalStateException",
            NOON,
            "ann",
            RawJson.of(new byte[] {0, (byte) 0xff, '{'}));

    @Test
    void readsACommandAsItWasWritten() {
        // given
        var record = Records.of(COMMAND);
        // when
        var read = Records.command(record.value(), record.headers());
        // then
        assertThat(read).isEqualTo(COMMAND);
        assertThat(record.topic()).isEqualTo(Topics.COMMANDS.name());
        assertThat(Records.organization(record.key())).isEqualTo(ACME);
    }

    @Test
    void readsACommandWithoutWhatIsOptional() {
        // given
        var command = new CommandRecord(ID, ACME, "row.put", DATA, null, NOON, "ann", "/http", "c", null, null);
        var record = Records.of(command);
        // when
        var read = Records.command(record.value(), record.headers());
        // then
        assertThat(read).isEqualTo(command);
    }

    @Test
    void readsAnEventAsItWasWritten() {
        // given
        var record = consumed(Topics.EVENTS.name(), Records.key(ACME), DATA.bytes(), Records.headers(EVENT));
        // when
        var read = Records.event(record);
        // then
        assertThat(read).isEqualTo(EVENT);
    }

    @Test
    void readsADeliveryAsItWasWritten() {
        // when
        var read = Records.delivery(consumed(Records.of(DELIVERY)));
        // then
        assertThat(read).isEqualTo(DELIVERY);
    }

    @Test
    void readsADeadLetterAsItWasWritten() {
        // when
        var read = DeadLetters.read(consumed(DeadLetters.record(LETTER, Records.COMMAND_SERVICE)));
        // then
        assertThat(read).isEqualTo(LETTER);
    }

    @Test
    void namesWhoWroteADeadLetter() {
        // when
        var record = DeadLetters.record(LETTER, "/webhook-ingest");
        // then
        assertThat(record.headers().lastHeader("ce_source").value()).asString().isEqualTo("/webhook-ingest");
    }

    @Test
    void readsOutcomesAsTheyWereWritten() {
        // given
        var accepted = new Outcome.Accepted(
                ID, 4, 5, List.of(new Outcome.EventSummary(4, "row.written", new Subject("table/t/row/1"))));
        var rejected = new Outcome.Rejected(
                ID, ErrorCode.ROW_INVALID, "no", List.of(new Outcome.FieldError("/data/data/a", "no")), 2);
        // then
        assertThat(Outcomes.fromJson(Outcomes.toJson(accepted))).isEqualTo(accepted);
        assertThat(Outcomes.fromJson(Outcomes.toJson(rejected))).isEqualTo(rejected);
    }

    @Test
    void writesAnOutcomeInItsPublishedForm() {
        // given
        var accepted = new Outcome.Accepted(
                ID, 4, 4, List.of(new Outcome.EventSummary(4, "row.written", new Subject("table/t/row/1"))));
        // when
        var json = new String(Outcomes.toJson(accepted), StandardCharsets.UTF_8);
        // then
        assertThat(json)
                .isEqualTo(
                        "{\"status\":\"accepted\",\"id\":\"%s\",\"firstSequence\":4,\"lastSequence\":4,".formatted(ID)
                                + "\"events\":[{\"sequence\":4,\"type\":\"row.written\",\"subject\":\"table/t/row/1\"}]}");
    }

    @Test
    void namesWhoWaitsForAnOutcome() {
        // given
        var headers = Records.headers(new Outcome.Accepted(ID, 0, 0, List.of()), ACME, NOON, "here/1");
        // then
        assertThat(Records.replyTo(headers)).isEqualTo("here/1");
        assertThat(Records.outcomeOf(headers)).isEqualTo(ID);
    }

    @Test
    void speaksCloudEventsInBinaryMode() {
        // when
        var headers = Records.headers(EVENT);
        // then
        assertThat(text(headers, "ce_specversion")).isEqualTo("1.0");
        assertThat(text(headers, "ce_type")).isEqualTo("row.written");
        assertThat(text(headers, "ce_dataschema")).isEqualTo("/schemas/event/row.written.v2.json");
        assertThat(text(headers, "content-type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ce_id", "ce_type", "ce_source", "ce_time", "ce_organization", "ce_actor", "ce_correlationid"})
    void refusesACommandWithoutAHeaderItNeeds(String header) {
        // given
        var record = Records.of(COMMAND);
        record.headers().remove(header);
        // when
        assertThatExceptionOfType(MalformedRecord.class)
                // then
                .isThrownBy(() -> Records.command(record.value(), record.headers()));
    }

    @ParameterizedTest
    @CsvSource({"ce_id, 7", "ce_time, yesterday", "ce_organization, a b", "ce_expectedversion, x"})
    void refusesACommandWithAHeaderOfAnotherForm(String header, String value) {
        // given
        var record = Records.of(COMMAND);
        replace(record.headers(), header, value);
        // when
        assertThatExceptionOfType(MalformedRecord.class)
                // then
                .isThrownBy(() -> Records.command(record.value(), record.headers()));
    }

    @ParameterizedTest
    @CsvSource({
        "ce_sequence, x",
        "ce_sequence, 99999999999999999999",
        "ce_entityversion, ''",
        "ce_dataschema, /schemas/event/row.written.json",
        "ce_dataschema, /schemas/event/row.written.vX.json",
        "ce_dataschema, .v.json",
        "ce_dataschema, .json.v1",
        "ce_commandid, 7",
        "ce_time, 12:00",
        "ce_organization, -",
    })
    void refusesAnEventWithAHeaderOfAnotherForm(String header, String value) {
        // given
        var headers = Records.headers(EVENT);
        replace(headers, header, value);
        // when
        assertThatExceptionOfType(MalformedRecord.class)
                // then
                .isThrownBy(() -> Records.event(DATA.bytes(), headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "null", "{\"id\":1}", "{\"data\":\"!\"}", "\"x\""})
    void refusesADeadLetterThatIsNone(String json) {
        // given
        var record = consumed(
                Topics.DEAD_LETTERS.name(),
                Records.key(ACME),
                json.getBytes(StandardCharsets.UTF_8),
                DeadLetters.record(LETTER, Records.COMMAND_SERVICE).headers());
        // when
        assertThatExceptionOfType(MalformedRecord.class)
                // then
                .isThrownBy(() -> DeadLetters.read(record));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[1]", "{\"status\":\"maybe\"}", "{\"status\":\"accepted\"}"})
    void refusesAnOutcomeThatIsNone(String json) {
        // when
        assertThatExceptionOfType(MalformedRecord.class)
                // then
                .isThrownBy(() -> Outcomes.fromJson(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesATombstone() {
        // when
        assertThatExceptionOfType(MalformedRecord.class)
                .isThrownBy(() -> Records.command(null, Records.of(COMMAND).headers()));
        // then
        assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> Records.event(null, Records.headers(EVENT)));
    }

    @Test
    void refusesAKeyThatIsNoOrganization() {
        // when
        assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> Records.organization(null));
        // then
        assertThatExceptionOfType(MalformedRecord.class).isThrownBy(() -> Records.organization(new byte[] {' '}));
    }

    private static void replace(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
        return consumed(record.topic(), record.key(), record.value(), record.headers());
    }

    private static ConsumerRecord<byte[], byte[]> consumed(String topic, byte[] key, byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                topic,
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers,
                Optional.empty());
    }
}
