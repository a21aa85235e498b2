package dev.millrace.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    @Test
    void writesMembersInTheirOrderWithTheDataAsItIs() {
        // when
        var json = write("table/t/row/1", "anna", "{\"b\":1.0,\"a\":1e2}");
        // then
        assertThat(json)
                .isEqualTo("{\"sequence\":7,\"type\":\"row.written\",\"subject\":\"table/t/row/1\",\"id\":\"e-1\","
                        + "\"time\":\"2026-03-01T08:00:00Z\",\"actor\":\"anna\",\"commandId\":\"0198c0de-0000-7000-8000-000000000001\","
                        + "\"correlationId\":\"c-1\",\"version\":3,\"chain\":\"" + "ab".repeat(32)
                        + "\",\"data\":{\"b\":1.0,\"a\":1e2}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"quote \" and \\ back", "line\nbreak\r\ttab", "\u0000\u001f\u007f", "ä ☃ \uD83D\uDE00 \u2028", ""
            })
    void escapesWhateverTextHolds(String text) {
        // when
        var json = write("table/t/row/" + text, text, "{}");
        // then
        assertThat(json).doesNotContain("\n", "\r");
        assertThat(Json.MAPPER.readTree(json).path("actor").asString()).isEqualTo(text);
        assertThat(Json.MAPPER.readTree(json).path("subject").asString()).isEqualTo("table/t/row/" + text);
    }

    @Test
    void staysOnOneLineWhateverWhiteSpaceTheDataHas() {
        // when
        var json = write("organization", "anna", "{\n  \"a\": \"x\\ny\"\r\n}");
        // then
        assertThat(json).endsWith("\"data\":{   \"a\": \"x\\ny\"  }}").doesNotContain("\n", "\r");
    }

    private static String write(String subject, String actor, String data) {
        return new String(
                EventJson.write(new EventRecord(
                        new OrganizationId("acme"),
                        7,
                        "e-1",
                        "row.written",
                        1,
                        new Subject(subject),
                        3,
                        Instant.parse("2026-03-01T08:00:00Z"),
                        actor,
                        CommandId.of("0198c0de-0000-7000-8000-000000000001"),
                        "c-1",
                        "ab".repeat(32),
                        null,
                        RawJson.of(data))),
                StandardCharsets.UTF_8);
    }
}
