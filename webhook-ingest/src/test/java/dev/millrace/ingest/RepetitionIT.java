package dev.millrace.ingest;

import static dev.millrace.ingest.delivery.DeliveryState.APPLIED;
import static dev.millrace.ingest.delivery.DeliveryState.FAILED;
import static dev.millrace.ingest.delivery.DeliveryState.REJECTED;
import static dev.millrace.ingest.delivery.DeliveryState.SENT;
import static dev.millrace.ingest.delivery.DeliveryState.STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.platform.security.TestTokens;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.table.TableId;
import dev.millrace.schemas.webhooksource.Mapping;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is translated more than once: because an operator asks, because a node died, because the topic has it twice. */
@IngestTest
class RepetitionIT {

    private final Provider provider;
    private final TestSources sources;
    private final TestLog log;
    private final TestDeliveries deliveries;
    private final Issues issues;

    @Autowired
    RepetitionIT(
            @LocalServerPort int port, TestSources sources, TestLog log, DataSource dataSource, TestTokens tokens) {
        this.provider = new Provider(port);
        this.sources = sources;
        this.log = log;
        this.deliveries = new TestDeliveries(dataSource);
        this.issues = new Issues(provider, sources, log, tokens);
    }

    @Test
    void translatesAgainOnRequestWithCommandsOfItsOwn() {
        // given
        var source = issues.registered(Issues.MAPPING);
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        issues.answer(
                source, Issues.rejected(log.commands(source.organization()).getFirst()));
        deliveries.awaitState(source, "d-1", REJECTED);
        // when
        var answer = issues.retry(source, "d-1");
        // then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.said()).isEmpty();
        assertThat(answer.json().path("state").asString()).isEqualTo("sent");
        assertThat(answer.json().path("attempt").asInt()).isEqualTo(2);
        var commands = log.commands(source.organization());
        assertThat(commands).extracting(CommandRecord::id).hasSize(2).doesNotHaveDuplicates();
        issues.answer(source, Issues.accepted(commands.getLast()));
        deliveries.awaitState(source, "d-1", APPLIED);
        assertThat(log.deadLetters(source.organization()))
                .extracting(DeadLetterRecord::state)
                .containsExactly(State.OPEN, State.RETRIED);
    }

    @Test
    void retriesByTheMappingsAsTheyAreNow() {
        // given
        var source = issues.registered(new Mapping("issues", new TableId("issues"), "/nowhere", null));
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-1", FAILED);
        sources.changeMappings(source, Issues.MAPPING);
        // when
        await().until(() ->
                issues.retry(source, "d-1").json().path("state").asString().equals("sent"));
        // then
        assertThat(log.commands(source.organization())).hasSize(1);
    }

    @Test
    void hasNothingToRetryWhereNothingIs() {
        // given
        var source = issues.registered(Issues.MAPPING);
        // when
        var answer = issues.retry(source, "never-seen");
        // then
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("NOT_FOUND");
    }

    @Test
    void ignoresOutcomeOfAnEarlierAttempt() {
        // given
        var source = issues.registered(Issues.MAPPING);
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        issues.retry(source, "d-1");
        var commands = log.commands(source.organization());
        issues.answer(source, Issues.rejected(commands.getFirst()));
        // when
        issues.answer(source, Issues.accepted(commands.getLast()));
        // then
        deliveries.awaitState(source, "d-1", APPLIED);
        assertThat(log.deadLetters(source.organization())).isEmpty();
    }

    @Test
    void endsWithTheLatestAttemptWhenOutcomesOfSeveralComeAtOnce() {
        // given
        var source = issues.registered(Issues.MAPPING);
        for (int i = 0; i < 6; i++) {
            provider.github(source, "d-" + i, "issues", Issues.ISSUE);
            deliveries.awaitState(source, "d-" + i, SENT);
            issues.retry(source, "d-" + i);
        }
        // when
        issues.answer(
                source,
                log.commands(source.organization()).stream()
                        .map(Issues::accepted)
                        .toList());
        // then
        for (int i = 0; i < 6; i++) {
            deliveries.awaitState(source, "d-" + i, APPLIED);
        }
    }

    @Test
    void passesOverASecondRecordOfTheSameDelivery() {
        // given
        var source = issues.registered(Issues.MAPPING);
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        // when
        log.append(Issues.delivery(source, "d-1"));
        // then
        provider.github(source, "d-2", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-2", SENT);
        assertThat(log.deliveries(source.organization())).hasSize(3);
        assertThat(log.commands(source.organization())).hasSize(2);
    }

    @Test
    void repeatsTheSameCommandsAfterACrashBeforeItsCommit() {
        // given
        var source = issues.registered(Issues.MAPPING);
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        deliveries.setState(source, "d-1", STORED);
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
    void repeatsTheSameCommandAfterACrashInWhichMappingsChanged() {
        // given
        var source = issues.registered(Issues.MAPPING);
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-1", SENT);
        deliveries.setState(source, "d-1", STORED);
        sources.changeMappings(source, Issues.EVERYTHING, Issues.MAPPING);
        // when
        rewindTranslator();
        // then
        deliveries.awaitState(source, "d-1", SENT);
        assertThat(log.commands(source.organization()))
                .extracting(CommandRecord::id)
                .containsOnly(log.commands(source.organization()).getFirst().id());
        issues.answer(
                source, Issues.accepted(log.commands(source.organization()).getFirst()));
        deliveries.awaitState(source, "d-1", APPLIED);
    }

    @Test
    void endsWhatAnEarlierVersionSentAsACommandForEachMapping() {
        // given
        var source = issues.registered();
        var commands = List.of(anyCommand(), anyCommand());
        deliveries.claimedBefore(source, "d-1", Duration.ZERO);
        deliveries.setState(source, "d-1", SENT);
        deliveries.writtenDown(source, "d-1", commands);
        issues.answer(source, new Outcome.Accepted(commands.getFirst(), 1, 1, List.of()));
        // when
        issues.answer(source, new Outcome.Accepted(commands.getLast(), 2, 2, List.of()));
        // then
        deliveries.awaitState(source, "d-1", APPLIED);
    }

    @Test
    void doesNotWaitForCommandsThatAnEarlierVersionMayNeverHaveSent() {
        // given
        var source = issues.registered(Issues.MAPPING);
        var commands = List.of(anyCommand(), anyCommand());
        deliveries.claimedBefore(source, "d-1", Duration.ZERO);
        deliveries.writtenDown(source, "d-1", commands);
        log.append(Issues.delivery(source, "d-1"));
        deliveries.awaitState(source, "d-1", SENT);
        // when
        issues.answer(
                source, Issues.accepted(log.commands(source.organization()).getFirst()));
        // then
        deliveries.awaitState(source, "d-1", APPLIED);
    }

    /** Of the form that commands of deliveries have. */
    private static CommandId anyCommand() {
        var random = UUID.randomUUID();
        return new CommandId(
                new UUID((random.getMostSignificantBits() & ~0xF000L) | 0x8000L, random.getLeastSignificantBits()));
    }

    /** To the very beginning: whatever was translated is passed over. */
    private void rewindTranslator() {
        deliveries
                .jdbc()
                .sql("update ingest.checkpoint set next_offset = 0 where projection = 'millrace.ingest.translation'")
                .update();
        // a position that was moved is noticed with the next record
        for (int i = 0; i < 8; i++) {
            var other = issues.registered();
            provider.github(other, "d-1", "ping", "{}");
        }
    }
}
