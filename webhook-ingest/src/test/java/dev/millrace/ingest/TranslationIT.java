package dev.millrace.ingest;

import static dev.millrace.ingest.delivery.DeliveryState.APPLIED;
import static dev.millrace.ingest.delivery.DeliveryState.FAILED;
import static dev.millrace.ingest.delivery.DeliveryState.REJECTED;
import static dev.millrace.ingest.delivery.DeliveryState.SENT;
import static dev.millrace.ingest.delivery.DeliveryState.UNMAPPED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.table.TableId;
import dev.millrace.schemas.webhooksource.Mapping;
import java.net.URLEncoder;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IngestTest
class TranslationIT {

    private final Provider provider;
    private final TestLog log;
    private final TestDeliveries deliveries;
    private final Issues issues;

    @Autowired
    TranslationIT(
            @LocalServerPort int port, TestSources sources, TestLog log, DataSource dataSource, TestTokens tokens) {
        this.provider = new Provider(port);
        this.log = log;
        this.deliveries = new TestDeliveries(dataSource);
        this.issues = new Issues(provider, sources, log, tokens);
    }

    @Test
    void makesARowOfADelivery() {
        // given
        var source = issues.registered(Issues.MAPPING);
        // when
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        // then
        deliveries.awaitState(source, "d-1", SENT);
        assertThat(log.commands(source.organization())).singleElement().satisfies(command -> {
            assertThat(command.type()).isEqualTo("row.put");
            assertThat(command.actor()).isEqualTo("webhook:hub");
            assertThat(command.source()).isEqualTo("/webhooks/hub");
            assertThat(command.correlationId()).isEqualTo("d-1");
            assertThat(command.replyTo()).isNull();
            assertThat(command.data())
                    .isEqualTo(RawJson.of("{\"table\":\"issues\",\"row\":\"4242\",\"data\":{\"title\":\"It broke\"}}"));
        });
    }

    @Test
    void makesOneBatchOfWhatSeveralMappingsWant() {
        // given
        var source = issues.registered(Issues.MAPPING, Issues.EVERYTHING);
        // when
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        // then
        deliveries.awaitState(source, "d-1", SENT);
        assertThat(log.commands(source.organization())).singleElement().satisfies(command -> {
            assertThat(command.type()).isEqualTo(CommandRecord.BATCH);
            assertThat(command.actor()).isEqualTo("webhook:hub");
            assertThat(command.data()).isEqualTo(RawJson.of("""
                    {"commands":[{"type":"row.put","data":{"table":"issues","row":"4242","data":{"title":"It broke"}}},\
                    {"type":"row.put","data":{"table":"all","row":"4242","data":%s}}]}""".formatted(Issues.ISSUE)));
        });
    }

    @Test
    void sendsNothingWhereTheDoorForCommandsRefusesARow() {
        // given
        var source = issues.registered(Issues.MAPPING, new Mapping("*", new TableId("titles"), "/issue/title", null));
        var longTitle = "{\"issue\":{\"id\":1,\"title\":\"" + "x".repeat(300) + "\"}}";
        // when
        provider.github(source, "d-1", "issues", longTitle);
        // then
        deliveries.awaitState(source, "d-1", FAILED);
        assertThat(issues.listed(source, "d-1").path("code").asString()).isEqualTo("INVALID_ID");
        assertThat(log.commands(source.organization())).isEmpty();
    }

    @Test
    void isAppliedOnceItsCommandWasAccepted() {
        // given
        var source = issues.registered(Issues.MAPPING);
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        // when
        issues.answer(
                source, Issues.accepted(log.commands(source.organization()).getFirst()));
        // then
        deliveries.awaitState(source, "d-1", APPLIED);
        assertThat(log.deadLetters(source.organization())).isEmpty();
    }

    @Test
    void isRejectedWithTheCodeOfTheCommandAndLiesAmongTheDeadLetters() {
        // given
        var source = issues.registered(Issues.MAPPING, Issues.EVERYTHING);
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        // when
        issues.answer(
                source, Issues.rejected(log.commands(source.organization()).getFirst()));
        // then
        deliveries.awaitState(source, "d-1", REJECTED);
        assertThat(issues.listed(source, "d-1").path("code").asString()).isEqualTo("ROW_INVALID");
        assertThat(log.deadLetters(source.organization())).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo("hub/d-1");
            assertThat(letter.kind()).isEqualTo(DeadLetterRecord.Kind.DELIVERY);
            assertThat(letter.state()).isEqualTo(State.OPEN);
            assertThat(letter.cause()).startsWith("ROW_INVALID");
            assertThat(letter.data()).isEqualTo(RawJson.of(Issues.ISSUE));
        });
    }

    @Test
    void buriesEachOfManyThatAreRejectedAtOnce() {
        // given
        var source = issues.registered(Issues.MAPPING);
        for (int i = 0; i < 40; i++) {
            provider.github(source, "d-" + i, "issues", Issues.ISSUE);
        }
        await().until(() -> log.commands(source.organization()).size() == 40);
        // when
        issues.answer(
                source,
                log.commands(source.organization()).stream()
                        .map(Issues::rejected)
                        .toList());
        // then
        for (int i = 0; i < 40; i++) {
            deliveries.awaitState(source, "d-" + i, REJECTED);
        }
        assertThat(log.deadLetters(source.organization()))
                .extracting(DeadLetterRecord::id)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 40).mapToObj(i -> "hub/d-" + i).toList());
    }

    @Test
    void keepsWhatNoMappingWants() {
        // given
        var source = issues.registered(Issues.MAPPING);
        // when
        provider.github(source, "d-1", "ping", "{\"zen\":\"Keep it logically awesome.\"}");
        // then
        deliveries.awaitState(source, "d-1", UNMAPPED);
        assertThat(log.commands(source.organization())).isEmpty();
        assertThat(log.deadLetters(source.organization())).isEmpty();
    }

    @Test
    void keepsAndListsWhatCannotBeTranslatedAndGoesOn() {
        // given
        var source = issues.registered(Issues.MAPPING);
        provider.github(source, "d-1", "issues", "this is no JSON");
        provider.github(source, "d-2", "issues", "{\"issue\":{\"title\":\"without id\"}}");
        // when
        provider.github(source, "d-3", "issues", Issues.ISSUE);
        // then
        deliveries.awaitState(source, "d-3", SENT);
        assertThat(issues.listed(source, "d-1").path("code").asString()).isEqualTo("MALFORMED_JSON");
        assertThat(issues.listed(source, "d-2").path("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(log.commands(source.organization())).hasSize(1);
        assertThat(log.deadLetters(source.organization()))
                .extracting(DeadLetterRecord::id)
                .containsExactly("hub/d-1", "hub/d-2");
    }

    @Test
    void keepsWhatTheDoorForCommandsRefuses() {
        // given
        var source = issues.registered(Issues.EVERYTHING);
        var longId = "{\"issue\":{\"id\":\"" + "x".repeat(300) + "\"}}";
        // when
        provider.github(source, "d-1", "issues", longId);
        // then
        deliveries.awaitState(source, "d-1", FAILED);
        assertThat(issues.listed(source, "d-1").path("code").asString()).isEqualTo("INVALID_ID");
    }

    @Test
    void translatesRealShapesOfGithub() {
        // given
        var source = issues.registered(
                new Mapping("push", new TableId("pushes"), "/after", Map.of("ref", "/ref", "by", "/pusher/name")),
                new Mapping("pull_request", new TableId("pulls"), "/pull_request/id", null));
        var push = """
                {"ref":"refs/heads/simple-tag","before":"6113728f27ae82c7b1a177c8d03f9e96e0adf246","after":"0000000000000000000000000000000000000000",
                 "created":false,"deleted":true,"pusher":{"name":"Codertocat","email":"21031067+Codertocat@users.noreply.github.com"},"commits":[]}""";
        var pull = """
                {"action":"opened","number":2,"pull_request":{"id":279147437,"node_id":"MDExOlB1bGxSZXF1ZXN0Mjc5MTQ3NDM3",
                 "title":"Update the README with new information.","user":{"login":"Codertocat","id":21031067},"merged":false,"milestone":null}}""";
        provider.github(source, "d-1", "push", push);
        // when
        provider.github(source, "d-2", "pull_request", "application/x-www-form-urlencoded", form(pull));
        // then
        deliveries.awaitState(source, "d-2", SENT);
        assertThat(log.commands(source.organization()))
                .extracting(command ->
                        Json.MAPPER.readTree(command.data().bytes()).path("row").asString())
                .containsExactly("0000000000000000000000000000000000000000", "279147437");
    }

    private static byte[] form(String json) {
        return ("payload=" + URLEncoder.encode(json, UTF_8)).getBytes(UTF_8);
    }
}
