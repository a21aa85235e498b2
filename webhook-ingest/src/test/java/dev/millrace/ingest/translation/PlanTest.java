package dev.millrace.ingest.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.platform.json.Json;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.table.TableId;
import dev.millrace.schemas.webhooksource.Mapping;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String ISSUE = """
            {"action":"opened","issue":{"id":4242,"title":"It broke","milestone":null,"labels":[{"name":"bug"}]}}""";

    @Test
    void picksFieldsInTheOrderOfTheMapping() {
        // given
        var fields = new LinkedHashMap<String, String>();
        fields.put("title", "/issue/title");
        fields.put("label", "/issue/labels/0/name");
        fields.put("action", "/action");
        // when
        var rows = Plan.of(issue(ISSUE), List.of(mapping("issues", "/issue/id", fields)));
        // then
        assertThat(rows).hasSize(1);
        assertThat(Json.MAPPER.writeValueAsString(rows.getFirst())).isEqualTo("""
                {"table":"issues","row":"4242","data":{"title":"It broke","label":"bug","action":"opened"}}""");
    }

    @Test
    void takesTheWholePayloadWithoutFields() {
        // when
        var rows = Plan.of(issue(ISSUE), List.of(mapping("issues", "/issue/id", null)));
        // then
        assertThat(rows.getFirst().get("data")).isEqualTo(Json.MAPPER.readTree(ISSUE));
    }

    @Test
    void keepsEveryDigitOfNumbers() {
        // given
        var body = """
                {"id":9007199254740993,"price":0.10000000000000000001}""";
        // when
        var rows = Plan.of(issue(body), List.of(mapping("issues", "/id", null)));
        // then
        assertThat(Json.MAPPER.writeValueAsString(rows.getFirst()))
                .contains("\"row\":\"9007199254740993\"")
                .contains("0.10000000000000000001");
    }

    @Test
    void makesOneRowForEachMappingThatWantsTheEvent() {
        // given
        var mappings = List.of(
                mapping("push", "/none", null), mapping("issues", "/issue/id", null), mapping("*", "/action", null));
        // when
        var rows = Plan.of(issue(ISSUE), mappings);
        // then
        assertThat(rows).extracting(row -> row.path("row").stringValue()).containsExactly("4242", "opened");
    }

    @Test
    void makesNothingOfAnEventThatNoMappingWants() {
        // when
        var rows = Plan.of(issue("not even JSON"), List.of(mapping("push", "/id", null)));
        // then
        assertThat(rows).isEmpty();
    }

    @Test
    void leavesOutColumnsThatThePayloadLacks() {
        // given
        var fields = Map.of("title", "/issue/title", "closer", "/issue/closed_by/login");
        // when
        var rows = Plan.of(issue(ISSUE), List.of(mapping("issues", "/issue/id", fields)));
        // then
        assertThat(rows.getFirst().get("data").propertyNames()).containsExactly("title");
    }

    @Test
    void keepsNullThatThePayloadStates() {
        // when
        var rows =
                Plan.of(issue(ISSUE), List.of(mapping("issues", "/issue/id", Map.of("milestone", "/issue/milestone"))));
        // then
        assertThat(rows.getFirst().get("data").get("milestone").isNull()).isTrue();
    }

    @Test
    void readsFormWithPayloadField() {
        // given
        var form = "a=b&payload=" + URLEncoder.encode(ISSUE, StandardCharsets.UTF_8) + "&c=d";
        // when
        var rows = Plan.of(delivery(form, FORM + "; charset=utf-8"), List.of(mapping("*", "/issue/id", null)));
        // then
        assertThat(rows.getFirst().get("data")).isEqualTo(Json.MAPPER.readTree(ISSUE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"id\":\"a text\"}; a text",
                "{\"id\":0}; 0",
                "{\"id\":-7}; -7",
                "{\"id\":1.50}; 1.50",
                "{\"id\":123456789012345678901234567890}; 123456789012345678901234567890",
                "{\"id\":1e3}; 1000",
            })
    void takesTextOrNumberAsRowId(String body, String row) {
        // when
        var rows = Plan.of(issue(body), List.of(mapping("*", "/id", null)));
        // then
        assertThat(rows.getFirst().get("row").stringValue()).isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":null}",
                "{\"id\":true}",
                "{\"id\":{}}",
                "{\"id\":[1]}",
                "{\"id\":1e999999999}",
                "{\"id\":1e-999999999}",
                "{\"other\":1}",
                "[{\"id\":1}]",
                "17",
                "\"id\"",
                "",
                "{\"id\":1",
                "{\"id\":1}{\"id\":2}",
                "{\"id\":1,\"id\":2}",
                "\u0000",
                "payload=%7B%7D",
            })
    void refusesPayloadThatIsNoRow(String body) {
        // when
        var refusal = catchThrowableOfType(
                Untranslatable.class, () -> Plan.of(issue(body), List.of(mapping("*", "/id", null))));
        // then
        assertThat(refusal).isNotNull();
    }

    @Test
    void refusesDeeplyNestedPayload() {
        // given
        var body = "[".repeat(100_000) + "]".repeat(100_000);
        // when
        var refusal = catchThrowableOfType(
                Untranslatable.class, () -> Plan.of(issue(body), List.of(mapping("*", "/id", null))));
        // then
        assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_JSON);
    }

    @Test
    void refusesRowThatHasNoneOfItsFields() {
        // when
        var refusal = catchThrowableOfType(
                Untranslatable.class,
                () -> Plan.of(issue(ISSUE), List.of(mapping("*", "/issue/id", Map.of("a", "/b", "c", "/d")))));
        // then
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void refusesAllWhereOneMappingFails() {
        // given
        var mappings = List.of(mapping("issues", "/issue/id", null), mapping("issues", "/nowhere", null));
        // when
        var refusal = catchThrowableOfType(Untranslatable.class, () -> Plan.of(issue(ISSUE), mappings));
        // then
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload=%zz", "payload=%", "other=1", "", "payload=", "payload=notjson"})
    void refusesFormWithoutReadablePayload(String form) {
        // when
        var refusal = catchThrowableOfType(
                Untranslatable.class, () -> Plan.of(delivery(form, FORM), List.of(mapping("*", "/id", null))));
        // then
        assertThat(refusal).isNotNull();
    }

    private static WebhookDelivery issue(String body) {
        return delivery(body, JSON);
    }

    private static WebhookDelivery delivery(String body, String contentType) {
        return new WebhookDelivery(
                new OrganizationId("acme"),
                new WebhookSourceId("github"),
                "d-1",
                "issues",
                contentType,
                Instant.parse("2026-01-01T00:00:00Z"),
                RawJson.of(body));
    }

    private static Mapping mapping(String event, String row, @Nullable Map<String, String> fields) {
        return new Mapping(event, new TableId("issues"), row, fields);
    }
}
