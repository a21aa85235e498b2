package dev.millrace.ingest;

import static dev.millrace.ingest.delivery.DeliveryState.APPLIED;
import static dev.millrace.ingest.delivery.DeliveryState.FAILED;
import static dev.millrace.ingest.delivery.DeliveryState.REJECTED;
import static dev.millrace.ingest.delivery.DeliveryState.SENT;
import static dev.millrace.ingest.delivery.DeliveryState.UNMAPPED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.ingest.TestSources.TestSource;
import dev.millrace.platform.json.Json;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.Outcome.Accepted;
import dev.millrace.schemas.envelope.Outcome.Rejected;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.table.TableId;
import dev.millrace.schemas.webhooksource.Mapping;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@IngestTest
class TranslationIT {

    private static final String ISSUE = "{\"action\":\"opened\",\"issue\":{\"id\":4242,\"title\":\"It broke\"}}";
    private static final Mapping ISSUES =
            new Mapping("issues", new TableId("issues"), "/issue/id", Map.of("title", "/issue/title"));
    private static final Mapping EVERYTHING = new Mapping("*", new TableId("all"), "/issue/id", null);

    private final Provider provider;
    private final TestSources sources;
    private final TestLog log;
    private final TestDeliveries deliveries;
    private final TestTokens tokens;

    @Autowired
    TranslationIT(
            @LocalServerPort int port, TestSources sources, TestLog log, DataSource dataSource, TestTokens tokens) {
        this.provider = new Provider(port);
        this.sources = sources;
        this.log = log;
        this.deliveries = new TestDeliveries(dataSource);
        this.tokens = tokens;
    }

    @Test
    void makesARowOfADelivery() {
        // given
        var source = registered(ISSUES);
        // when
        provider.github(source, "d-1", "issues", ISSUE);
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
    void isAppliedOnceEveryCommandOfItWasAccepted() {
        // given
        var source = registered(ISSUES, EVERYTHING);
        provider.github(source, "d-1", "issues", ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        var commands = log.commands(source.organization());
        answer(source, accepted(commands.getFirst()));
        // when
        answer(source, accepted(commands.getLast()));
        // then
        deliveries.awaitState(source, "d-1", APPLIED);
        assertThat(commands).hasSize(2);
        assertThat(log.deadLetters(source.organization())).isEmpty();
    }

    @Test
    void isRejectedWithTheCodeOfTheCommandAndLiesAmongTheDeadLetters() {
        // given
        var source = registered(ISSUES, EVERYTHING);
        provider.github(source, "d-1", "issues", ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        var commands = log.commands(source.organization());
        answer(source, rejected(commands.getFirst()));
        // when
        answer(source, accepted(commands.getLast()));
        // then
        deliveries.awaitState(source, "d-1", REJECTED);
        assertThat(listed(source, "d-1").path("code").asString()).isEqualTo("ROW_INVALID");
        assertThat(log.deadLetters(source.organization())).singleElement().satisfies(letter -> {
            assertThat(letter.id()).isEqualTo("hub/d-1");
            assertThat(letter.kind()).isEqualTo(DeadLetterRecord.Kind.DELIVERY);
            assertThat(letter.state()).isEqualTo(State.OPEN);
            assertThat(letter.cause()).startsWith("ROW_INVALID");
            assertThat(letter.data()).isEqualTo(RawJson.of(ISSUE));
        });
    }

    @Test
    void keepsWhatNoMappingWants() {
        // given
        var source = registered(ISSUES);
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
        var source = registered(ISSUES);
        provider.github(source, "d-1", "issues", "this is no JSON");
        provider.github(source, "d-2", "issues", "{\"issue\":{\"title\":\"without id\"}}");
        // when
        provider.github(source, "d-3", "issues", ISSUE);
        // then
        deliveries.awaitState(source, "d-3", SENT);
        assertThat(listed(source, "d-1").path("code").asString()).isEqualTo("MALFORMED_JSON");
        assertThat(listed(source, "d-2").path("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(log.commands(source.organization())).hasSize(1);
        assertThat(log.deadLetters(source.organization()))
                .extracting(DeadLetterRecord::id)
                .containsExactly("hub/d-1", "hub/d-2");
    }

    @Test
    void keepsWhatTheDoorForCommandsRefuses() {
        // given
        var source = registered(EVERYTHING);
        var longId = "{\"issue\":{\"id\":\"" + "x".repeat(300) + "\"}}";
        // when
        provider.github(source, "d-1", "issues", longId);
        // then
        deliveries.awaitState(source, "d-1", FAILED);
        assertThat(listed(source, "d-1").path("code").asString()).isEqualTo("INVALID_ID");
    }

    @Test
    void translatesAgainOnRequestWithCommandsOfItsOwn() {
        // given
        var source = registered(ISSUES);
        provider.github(source, "d-1", "issues", ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        answer(source, rejected(log.commands(source.organization()).getFirst()));
        deliveries.awaitState(source, "d-1", REJECTED);
        // when
        var answer = retry(source, "d-1");
        // then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.said()).isEmpty();
        assertThat(answer.json().path("state").asString()).isEqualTo("sent");
        assertThat(answer.json().path("attempt").asInt()).isEqualTo(2);
        var commands = log.commands(source.organization());
        assertThat(commands).extracting(CommandRecord::id).hasSize(2).doesNotHaveDuplicates();
        answer(source, accepted(commands.getLast()));
        deliveries.awaitState(source, "d-1", APPLIED);
        assertThat(log.deadLetters(source.organization()))
                .extracting(DeadLetterRecord::state)
                .containsExactly(State.OPEN, State.RETRIED);
    }

    @Test
    void retriesByTheMappingsAsTheyAreNow() {
        // given
        var source = registered(new Mapping("issues", new TableId("issues"), "/nowhere", null));
        provider.github(source, "d-1", "issues", ISSUE);
        deliveries.awaitState(source, "d-1", FAILED);
        sources.changeMappings(source, ISSUES);
        // when
        await().until(() -> retry(source, "d-1").json().path("state").asString().equals("sent"));
        // then
        assertThat(log.commands(source.organization())).hasSize(1);
    }

    @Test
    void hasNothingToRetryWhereNothingIs() {
        // given
        var source = registered(ISSUES);
        // when
        var answer = retry(source, "never-seen");
        // then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("NOT_FOUND");
    }

    @Test
    void ignoresOutcomeOfAnEarlierAttempt() {
        // given
        var source = registered(ISSUES);
        provider.github(source, "d-1", "issues", ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        retry(source, "d-1");
        var commands = log.commands(source.organization());
        answer(source, rejected(commands.getFirst()));
        // when
        answer(source, accepted(commands.getLast()));
        // then
        deliveries.awaitState(source, "d-1", APPLIED);
        assertThat(log.deadLetters(source.organization())).isEmpty();
    }

    @Test
    void passesOverASecondRecordOfTheSameDelivery() {
        // given
        var source = registered(ISSUES);
        provider.github(source, "d-1", "issues", ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        // when
        log.append(delivery(source, "d-1"));
        // then
        provider.github(source, "d-2", "issues", ISSUE);
        deliveries.awaitState(source, "d-2", SENT);
        assertThat(log.deliveries(source.organization())).hasSize(3);
        assertThat(log.commands(source.organization())).hasSize(2);
    }

    @Test
    void repeatsTheSameCommandsAfterACrashBeforeItsCommit() {
        // given
        var source = registered(ISSUES);
        provider.github(source, "d-1", "issues", ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        forgetVerdict(source, "d-1");
        // when
        rewindTranslator();
        // then
        deliveries.awaitState(source, "d-1", SENT);
        assertThat(log.commands(source.organization()))
                .hasSize(2)
                .extracting(CommandRecord::id)
                .containsOnly(log.commands(source.organization()).getFirst().id());
    }

    @Test
    void translatesRealShapesOfGithub() {
        // given
        var source = registered(
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

    private TestSource registered(Mapping... mappings) {
        var source = TestSource.github();
        sources.register(source, mappings);
        return source;
    }

    private Provider.Answer retry(TestSource source, String id) {
        return provider.post(path(source, id) + ":retry", bearer(source), new byte[0]);
    }

    private JsonNode listed(TestSource source, String id) {
        return provider.get(path(source, id), bearer(source)).json();
    }

    private Map<String, String> bearer(TestSource source) {
        return Map.of("authorization", tokens.bearer(source.organization().value()));
    }

    private static String path(TestSource source, String id) {
        return "/v1/organizations/%s/webhook-deliveries/%s/%s".formatted(source.organization(), source.id(), id);
    }

    private void answer(TestSource source, Outcome outcome) {
        log.append(source.organization(), outcome);
    }

    private static Outcome accepted(CommandRecord command) {
        return new Accepted(command.id(), 1, 1, List.of());
    }

    private static Outcome rejected(CommandRecord command) {
        return new Rejected(new CommandId(command.id().value()), ErrorCode.ROW_INVALID, "Expected …", List.of(), null);
    }

    private static WebhookDelivery delivery(TestSource source, String id) {
        return new WebhookDelivery(
                source.organization(),
                source.id(),
                id,
                "issues",
                "application/json",
                Instant.parse("2026-01-01T00:00:00Z"),
                RawJson.of(ISSUE));
    }

    private void forgetVerdict(TestSource source, String id) {
        deliveries
                .jdbc()
                .sql("update ingest.delivery set state = 'stored' where organization = ? and delivery_id = ?")
                .params(source.organization().value(), id)
                .update();
    }

    /** To the very beginning: whatever was translated is passed over. */
    private void rewindTranslator() {
        deliveries
                .jdbc()
                .sql("update ingest.checkpoint set next_offset = 0 where projection = 'millrace.ingest.translation'")
                .update();
        // a position that was moved is noticed with the next record
        for (int i = 0; i < 8; i++) {
            var other = registered();
            provider.github(other, "d-1", "ping", "{}");
        }
    }
}
