package dev.millrace.platform.command;

import static dev.millrace.platform.command.DoorFixture.ACME;
import static dev.millrace.platform.command.DoorFixture.HTTP;
import static dev.millrace.platform.command.DoorFixture.NOON;
import static dev.millrace.platform.command.DoorFixture.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.envelope.RawJson;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandDoorTest {

    private static final String ID = "0197a000-0000-7000-8000-000000000001";
    private static final CommandId COMMAND = CommandId.of(ID);
    private static final String PUT = """
            {"id":"%s","type":"row.put","data":{"table":"issues","row":"42","data":{"title":"x","n":1.50}},"expectedVersion":0}""".formatted(ID);

    @Test
    void appendsTheCommandAsItIsToBeDecided() {
        // given
        var fixture = DoorFixture.open();
        var origin = new Origin("ann", "/http", "order-7", "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01", true);
        // when
        var submission = fixture.door.submit(ACME, fixture.door.parse(utf8(PUT)), origin);
        // then
        assertThat(submission.appended()).isCompleted();
        assertThat(fixture.logged())
                .isEqualTo(new CommandRecord(
                        COMMAND,
                        ACME,
                        "row.put",
                        RawJson.of("{\"table\":\"issues\",\"row\":\"42\",\"data\":{\"title\":\"x\",\"n\":1.50}}"),
                        0L,
                        NOON.truncatedTo(ChronoUnit.MILLIS),
                        "ann",
                        "/http",
                        "order-7",
                        "here/1",
                        origin.traceParent()));
    }

    @Test
    void makesAnIdOfItsTimeWhereNoneIsGiven() {
        // given
        var fixture = DoorFixture.open();
        // when
        var submission = fixture.submit("{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"}}");
        // then
        assertThat(fixture.logged().id()).isEqualTo(submission.id());
        assertThat(submission.id().value().version()).isEqualTo(7);
        assertThat(submission.id().value().getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
        assertThat(fixture.logged().correlationId()).isEqualTo(submission.id().toString());
    }

    @Test
    void fillsInTheCommandsIdForAnIdThatWasLeftOut() {
        // given
        var fixture = DoorFixture.open();
        // when
        fixture.submit("{\"id\":\"%s\",\"type\":\"row.put\",\"data\":{\"table\":\"t\",\"data\":{}}}".formatted(ID));
        // then
        assertThat(fixture.logged().data()).hasToString("{\"table\":\"t\",\"data\":{},\"row\":\"%s\"}".formatted(ID));
    }

    @Test
    void appendsABatchAsOneCommand() {
        // given
        var fixture = DoorFixture.open();
        // when
        fixture.submitBatch("""
                {"id":"%s","commands":[{"type":"table.define","data":{}},{"type":"row.delete","data":{"table":"t","row":"1"},"expectedVersion":3}]}""".formatted(ID));
        // then
        assertThat(fixture.logged().type()).isEqualTo(CommandRecord.BATCH);
        assertThat(fixture.logged().data()).hasToString("""
                        {"commands":[{"type":"table.define","data":{"table":"%s-0"}},{"type":"row.delete","data":{"table":"t","row":"1"},"expectedVersion":3}]}""".formatted(ID));
    }

    @Test
    void sealsASecretBeforeItIsWrittenAnywhere() {
        // given
        var fixture = DoorFixture.open();
        // when
        fixture.submit(
                "{\"type\":\"webhook-source.register\",\"data\":{\"source\":\"gh\",\"scheme\":\"github\",\"secret\":\"hunter2\"}}");
        // then
        var logged = fixture.logged().data();
        assertThat(logged.toString()).doesNotContain("hunter2");
        var sealed = Json.MAPPER.readTree(logged.bytes()).path("secret").stringValue();
        assertThat(DoorFixture.SECRETS.open(ACME, sealed)).isEqualTo("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"hunter2, github", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, github+standard"})
    void notesWhichSchemesANewSecretSuits(String secret, String schemes) {
        // given
        var fixture = DoorFixture.open();
        // when
        fixture.submit("{\"type\":\"webhook-source.rotate-secret\",\"data\":{\"source\":\"gh\",\"secret\":\"%s\"}}"
                .formatted(secret));
        // then
        var sealed = Json.MAPPER
                .readTree(fixture.logged().data().bytes())
                .path("secret")
                .stringValue();
        assertThat(sealed).endsWith(":" + schemes);
        assertThat(DoorFixture.SECRETS.open(ACME, sealed)).isEqualTo(secret);
    }

    @Test
    void showsNoSecretInTheTextOfARequest() {
        // given
        var fixture = DoorFixture.open();
        // when
        var request = fixture.door.parse(utf8(
                "{\"type\":\"webhook-source.rotate-secret\",\"data\":{\"source\":\"gh\",\"secret\":\"hunter2\"}}"));
        // then
        assertThat(request.toString()).doesNotContain("hunter2");
        assertThat(new BatchRequest(null, List.of(request)).toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "standard, whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, true",
        "standard, whsec_MfKQ, false",
        "standard, whpk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, true",
        "standard, whpk_AAAA, false",
        "standard, whsec_!!!, false",
        "standard, hunter2, false",
        "github, hunter2, true",
    })
    void takesOnlyASecretThatSuitsTheScheme(String scheme, String secret, boolean suits) {
        // given
        var body = "{\"type\":\"webhook-source.register\",\"data\":{\"scheme\":\"%s\",\"secret\":\"%s\"}}"
                .formatted(scheme, secret);
        // when
        var problem = CommandValidationTest.problemOf(() -> DoorFixture.open().submit(body));
        // then
        if (suits) {
            assertThat(problem).isEmpty();
        } else {
            assertThat(problem.orElseThrow().code()).isEqualTo(ErrorCode.INVALID_SECRET);
            assertThat(problem.orElseThrow().errors().getFirst().pointer()).isEqualTo("/data/secret");
        }
    }

    @Test
    void givesTheOutcomeToWhoeverSubmitted() {
        // given
        var fixture = DoorFixture.open();
        var submission = fixture.submit(PUT);
        var outcome = new Outcome.Accepted(COMMAND, 1, 1, List.of());
        // when
        fixture.pending.complete(ACME, outcome);
        // then
        assertThat(submission.outcome()).isCompletedWithValue(outcome);
    }

    @Test
    void failsTheOutcomeWhenTheLogDoesNotTakeTheCommand() {
        // given
        var fixture = DoorFixture.withSlowLog();
        var submission = fixture.submit(PUT);
        // when
        fixture.producer.errorNext(new TimeoutException("no broker"));
        // then
        assertThat(submission.appended()).isCompletedExceptionally();
        assertThat(submission.outcome()).isCompletedExceptionally();
        assertThat(fixture.pending.size()).isZero();
    }

    @Test
    void failsTheOutcomeWhenTheProducerIsClosed() {
        // given
        var fixture = DoorFixture.open();
        fixture.producer.close();
        // when
        var submission = fixture.submit(PUT);
        // then
        assertThat(submission.outcome()).isCompletedExceptionally();
    }

    @Test
    void awaitsNothingWhereNobodyWaits() {
        // given
        var fixture = DoorFixture.withSlowLog();
        var origin = new Origin("webhook:gh", "/webhooks", null, null, false);
        // when
        var submission = fixture.door.submit(ACME, fixture.door.parse(utf8(PUT)), origin);
        // then
        assertThat(fixture.logged().replyTo()).isNull();
        assertThat(fixture.pending.size()).isZero();
        assertThat(submission.appended()).isNotDone();
        fixture.producer.errorNext(new TimeoutException("no broker"));
        assertThat(submission.outcome()).isCompletedExceptionally();
    }

    @Test
    void refusesMoreThanMayWaitAtOnce() {
        // given
        var fixture = DoorFixture.withLimits(DoorFixture.limits(1000, 1));
        fixture.submit(PUT);
        // when
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> fixture.submit("{\"type\":\"table.drop\",\"data\":{\"table\":\"t\"}}"))
                // then
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.OVERLOADED));
        assertThat(fixture.producer.history()).hasSize(1);
    }

    @Test
    void refusesWhatIsLargerThanTheLimit() {
        // given
        var fixture = DoorFixture.withLimits(DoorFixture.limits(100, 10));
        // when
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> fixture.submit(PUT + " ".repeat(100)))
                // then
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    @Test
    void refusesAnActorThatNoHeaderCouldHold() {
        // given
        var fixture = DoorFixture.open();
        var origin = new Origin("ann", "/http", "a\0b", null, true);
        // when
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> fixture.door.submit(ACME, fixture.door.parse(utf8(PUT)), origin))
                // then
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_PARAMETER));
    }

    @Test
    void dropsATraceContextThatIsNotOfItsForm() {
        // given
        var fixture = DoorFixture.open();
        var origin = new Origin("ann", "/http", null, "nonsense", true);
        // when
        fixture.door.submit(ACME, fixture.door.parse(utf8(PUT)), origin);
        // then
        assertThat(fixture.logged().traceParent()).isNull();
        assertThat(HTTP.traceParent()).isNull();
    }
}
