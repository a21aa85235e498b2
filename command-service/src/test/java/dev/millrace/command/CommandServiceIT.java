package dev.millrace.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.platform.json.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service over HTTP, with a real broker. */
class CommandServiceIT {

    private final String organization = "o" + UUID.randomUUID();

    @TempDir
    private Path state;

    private RunningService service;

    @BeforeEach
    void start() {
        service = RunningService.start(state, "node-1");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void answersWithTheOutcome() {
        // when
        var created = service.post(
                "/v1/organizations", "{\"organization\":\"%s\",\"name\":\"Acme\"}".formatted(organization));
        var defined = command("table.define", "{\"table\":\"issues\"}");
        var put = command("row.put", "{\"table\":\"issues\",\"row\":\"1\",\"data\":{\"title\":\"a\"}}");
        var missing = command("row.delete", "{\"table\":\"issues\",\"row\":\"2\"}");
        // then
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        assertThat(json(created).path("organization").asString()).isEqualTo(organization);
        assertThat(defined.statusCode()).isEqualTo(200);
        assertThat(put.headers().firstValue("Millrace-Sequence")).contains("3");
        assertThat(json(put).at("/events/0/subject").asString()).isEqualTo("table/issues/row/1");
        assertThat(missing.statusCode()).isEqualTo(422);
        assertThat(json(missing).path("code").asString()).isEqualTo("ROW_NOT_FOUND");
    }

    @Test
    void answersARepeatedIdWithTheSameBody() {
        // given
        create();
        var id = UUID.randomUUID();
        var body = "{\"id\":\"%s\",\"type\":\"table.define\",\"data\":{\"table\":\"issues\"}}".formatted(id);
        // when
        var first = service.post(commands(), body);
        var second = service.post(commands(), body);
        // then
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void continuesAfterARestartWithAndWithoutItsState(@TempDir Path otherState) {
        // given
        create();
        var first = command("table.define", "{\"table\":\"issues\"}");
        // when
        service.close();
        service = RunningService.start(state, "node-1");
        var second = command("row.put", "{\"table\":\"issues\",\"row\":\"1\",\"data\":{}}");
        service.close();
        service = RunningService.start(otherState, "node-2");
        var third = command("row.put", "{\"table\":\"issues\",\"row\":\"2\",\"data\":{}}");
        // then
        assertThat(json(first).path("lastSequence").asLong()).isEqualTo(2);
        assertThat(json(second).path("lastSequence").asLong()).isEqualTo(3);
        assertThat(json(third).path("lastSequence").asLong()).as(third.body()).isEqualTo(4);
    }

    @Test
    void promisesAnOutcomeToWhoDoesNotWait() {
        // given
        create();
        // when
        var answer = service.post(
                commands(), "{\"type\":\"table.define\",\"data\":{\"table\":\"issues\"}}", "Prefer", "respond-async");
        // then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("respond-async");
        var id = json(answer).path("id").asString();
        assertThat(answer.headers().firstValue("Location")).contains(commands() + "/" + id);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(command("row.put", "{\"table\":\"issues\",\"row\":\"1\",\"data\":{}}")
                                .statusCode())
                        .isEqualTo(200));
    }

    @Test
    void answersBadInputWithAProblem() {
        // given
        create();
        // when
        var malformed = service.post(commands(), "{\"type\":");
        var unknown = command("no.such", "{}");
        var shapeless = command("row.put", "{\"table\":7}");
        var twoIds = service.post(
                commands(),
                "{\"id\":\"%s\",\"type\":\"table.define\",\"data\":{}}".formatted(UUID.randomUUID()),
                "Idempotency-Key",
                UUID.randomUUID().toString());
        var nameless = service.post("/v1/organizations", "{\"name\":1}");
        var noObject = service.post("/v1/organizations", "[]");
        // then
        assertThat(code(malformed)).isEqualTo("400 MALFORMED_JSON");
        assertThat(code(unknown)).isEqualTo("400 UNKNOWN_COMMAND_TYPE");
        assertThat(code(shapeless)).isEqualTo("400 INVALID_REQUEST");
        assertThat(code(twoIds)).isEqualTo("400 INVALID_REQUEST");
        assertThat(code(nameless)).isEqualTo("400 INVALID_REQUEST");
        assertThat(json(nameless).at("/errors/0/pointer").asString()).isEqualTo("/name");
        assertThat(code(noObject)).isEqualTo("400 INVALID_REQUEST");
    }

    private static String code(HttpResponse<String> response) {
        return response.statusCode() + " " + json(response).path("code").asString();
    }

    @Test
    void namesAnOrganizationThatTheCallerLeavesToUs() {
        // when
        var first = service.post("/v1/organizations", "{\"name\":\"Acme\"}");
        // then
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        var name = json(first).path("organization").asString();
        assertThat(name).isEqualTo(json(first).path("id").asString());
        assertThat(first.headers().firstValue("Location")).contains("/v1/organizations/" + name);
    }

    @Test
    void decidesABatchAsAWhole() {
        // given
        create();
        // when
        var good = service.post(commands() + ":batch", """
                {"commands":[{"type":"table.define","data":{"table":"issues"}},
                 {"type":"row.put","data":{"table":"issues","row":"1","data":{}}}]}""");
        var bad = service.post(commands() + ":batch", """
                {"commands":[{"type":"row.put","data":{"table":"issues","row":"2","data":{}}},
                 {"type":"row.put","data":{"table":"none","row":"1","data":{}}}]}""");
        // then
        assertThat(json(good).path("events").size()).as(good.body()).isEqualTo(2);
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(json(bad).path("index").asInt()).isEqualTo(1);
    }

    private void create() {
        var created = service.post(
                "/v1/organizations", "{\"organization\":\"%s\",\"name\":\"Acme\"}".formatted(organization));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    }

    private HttpResponse<String> command(String type, String data) {
        return service.post(commands(), "{\"type\":\"%s\",\"data\":%s}".formatted(type, data));
    }

    private String commands() {
        return "/v1/organizations/" + organization + "/commands";
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.MAPPER.readTree(response.body());
    }
}
