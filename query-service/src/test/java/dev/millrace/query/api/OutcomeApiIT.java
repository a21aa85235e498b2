package dev.millrace.query.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.platform.kafka.DeadLetters;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.Records;
import dev.millrace.query.EventFixtures;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.Topics;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.Kind;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.row.RowId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OutcomeApiIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static QueryService service;

    private final OrganizationId organization = QueryService.newOrganization().organization();
    private final String root = "/v1/organizations/" + organization;

    @BeforeAll
    static void start() {
        service = QueryService.start(QueryService.infrastructure());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void servesTheNewestOutcomeOfACommandAsItWasWritten() {
        // given
        var api = service.api("*");
        var id = new CommandId(UUID.randomUUID());
        var bug = new Outcome.Rejected(id, ErrorCode.INTERNAL, "a bug", List.of(), null);
        var retried = new Outcome.Accepted(id, 4, 4, List.of());
        // when
        send(bug);
        send(retried);
        // then
        await().atMost(20, SECONDS)
                .until(() -> api.get(root + "/commands/" + id).text().contains("accepted"));
        assertThat(api.get(root + "/commands/" + id).response().body()).isEqualTo(Outcomes.toJson(retried));
    }

    @Test
    void showsTheOutcomeOfASequenceThatIsAskedFor() {
        // given
        var api = service.api("*");
        var log = service.newOrganizationWithIssues();
        for (int row = 0; row < 30; row++) {
            var event = log.next(
                    new RowWritten(EventFixtures.ISSUES, new RowId(Integer.toString(row)), EventFixtures.json("{}")));
            var outcome = new Outcome.Accepted(event.commandId(), event.sequence(), event.sequence(), List.of());
            // when
            send(log.organization(), outcome);
            service.send(EventFixtures.produced(event));
            // then
            var path = "/v1/organizations/" + log.organization() + "/commands/" + outcome.id();
            assertThat(api.get(path, "Millrace-After", Long.toString(event.sequence()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void doesNotFindACommandThatNobodySentAfterASequenceEither() {
        // given
        var log = service.newOrganizationWithIssues();
        var path = "/v1/organizations/" + log.organization() + "/commands/" + UUID.randomUUID();
        // when
        var answer = service.api("*").get(path, "Millrace-After", "1");
        // then
        assertThat(answer.code()).isEqualTo("NOT_FOUND");
    }

    @Test
    void servesOutcomesThatTheirTopicHasForgottenAfterARebuildToo() {
        // given
        var api = service.api("*");
        var id = new CommandId(UUID.randomUUID());
        var accepted = new Outcome.Accepted(id, 1, 1, List.of());
        send(accepted);
        await().atMost(20, SECONDS)
                .until(() -> api.get(root + "/commands/" + id).status() == 200);
        service.forget(Topics.OUTCOMES);
        // when
        service.rebuild();
        // then
        assertThat(api.get(root + "/commands/" + id).response().body()).isEqualTo(Outcomes.toJson(accepted));
    }

    @Test
    void refusesAnIdThatIsNone() {
        assertThat(service.api("*").get(root + "/commands/17").code()).isEqualTo("INVALID_ID");
    }

    @Test
    void listsDeadLettersInTheirNewestState() {
        // given
        var api = service.api("*");
        letter("a", State.OPEN, "{\"n\":1}");
        letter("b", State.OPEN, "no JSON");
        letter("c", State.OPEN, "{}");
        // when
        letter("a", State.RETRIED, "{\"n\":1}");
        // then
        await().atMost(20, SECONDS)
                .until(() -> api.get(root + "/dead-letters?state=open")
                                .json()
                                .path("deadLetters")
                                .size()
                        == 2);
        var retried = api.get(root + "/dead-letters?state=retried")
                .json()
                .path("deadLetters")
                .path(0);
        assertThat(retried.path("id").asString()).isEqualTo("a");
        assertThat(retried.path("data").path("n").asInt()).isEqualTo(1);
        var page = api.get(root + "/dead-letters?limit=2").json();
        assertThat(page.path("deadLetters").path(1).path("dataBase64").asString())
                .isEqualTo("bm8gSlNPTg==");
        var rest = api.get(root + "/dead-letters?limit=2&cursor="
                        + page.path("next").asString())
                .json();
        assertThat(rest.path("deadLetters").path(0).path("id").asString()).isEqualTo("c");
        assertThat(api.get(root + "/dead-letters?state=lost").code()).isEqualTo("INVALID_PARAMETER");
    }

    private void send(Outcome outcome) {
        send(organization, outcome);
    }

    private static void send(OrganizationId organization, Outcome outcome) {
        service.send(new ProducerRecord<>(
                Topics.OUTCOMES.name(),
                null,
                Records.key(organization),
                Outcomes.toJson(outcome),
                Records.headers(outcome, organization, NOON, null)));
    }

    private void letter(String id, State state, String data) {
        var letter = new DeadLetterRecord(
                organization,
                id,
                Kind.COMMAND,
                state,
                "row.put",
                "millrace.commands",
                1,
                2,
                "a bug",
                NOON,
                "anna",
                RawJson.of(data));
        service.send(DeadLetters.record(letter, Records.COMMAND_SERVICE));
    }
}
