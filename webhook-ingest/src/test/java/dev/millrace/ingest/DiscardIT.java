package dev.millrace.ingest;

import static dev.millrace.ingest.delivery.DeliveryState.APPLIED;
import static dev.millrace.ingest.delivery.DeliveryState.FAILED;
import static dev.millrace.ingest.delivery.DeliveryState.UNMAPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.millrace.ingest.TestSources.TestSource;
import dev.millrace.platform.security.TestTokens;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord.State;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.table.TableId;
import dev.millrace.schemas.webhooksource.Mapping;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IngestTest
class DiscardIT {

    private static final Mapping BROKEN = new Mapping("*", new TableId("all"), "/nowhere", null);

    private final Provider provider;
    private final TestSources sources;
    private final TestLog log;
    private final TestDeliveries deliveries;
    private final Issues issues;

    @Autowired
    DiscardIT(@LocalServerPort int port, TestSources sources, TestLog log, DataSource dataSource, TestTokens tokens) {
        this.provider = new Provider(port);
        this.sources = sources;
        this.log = log;
        this.deliveries = new TestDeliveries(dataSource);
        this.issues = new Issues(provider, sources, log, tokens);
    }

    @Test
    void closesTheDeadLetterOfADeliveryWhoseSourceIsGone() {
        // given
        var source = failed();
        sources.remove(source);
        // when
        var answer = issues.discard(source, "d-1");
        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("state").asString()).isEqualTo("discarded");
        assertThat(answer.json().path("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(log.deadLetters(source.organization()))
                .extracting(DeadLetterRecord::state, DeadLetterRecord::id)
                .containsExactly(tuple(State.OPEN, "hub/d-1"), tuple(State.DISCARDED, "hub/d-1"));
        assertThat(log.deadLetters(source.organization()).getLast().data()).isEqualTo(RawJson.of(Issues.ISSUE));
        assertThat(log.writersOfDeadLetters(source.organization())).containsOnly("/webhook-ingest");
    }

    @Test
    void needsNoBodyThatTheTopicNoLongerHolds() {
        // given
        var source = failed();
        deliveries
                .jdbc()
                .sql("update ingest.delivery set record_offset = record_offset + 1000000 where organization = ?")
                .param(source.organization().value())
                .update();
        // when
        var answer = issues.discard(source, "d-1");
        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(log.deadLetters(source.organization()).getLast()).satisfies(letter -> {
            assertThat(letter.state()).isEqualTo(State.DISCARDED);
            assertThat(letter.cause()).startsWith("INVALID_REQUEST: ");
            assertThat(letter.type()).isEqualTo("issues");
        });
    }

    @Test
    void hasNothingToCloseTwice() {
        // given
        var source = failed();
        issues.discard(source, "d-1");
        // when
        var again = issues.discard(source, "d-1");
        // then
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.code()).isEqualTo("DEAD_LETTER_NOT_FOUND");
        assertThat(log.deadLetters(source.organization())).hasSize(2);
    }

    @Test
    void hasNothingToCloseWhereNothingIsWrong() {
        // given
        var source = issues.registered();
        provider.github(source, "d-1", "ping", "{}");
        deliveries.awaitState(source, "d-1", UNMAPPED);
        // when
        var answer = issues.discard(source, "d-1");
        // then
        assertThat(answer.code()).isEqualTo("DEAD_LETTER_NOT_FOUND");
    }

    @Test
    void doesNotFindWhatNeverCame() {
        // given
        var source = issues.registered();
        // when
        var answer = issues.discard(source, "never-seen");
        // then
        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void leavesTheDeliveryRetryable() {
        // given
        var source = failed();
        issues.discard(source, "d-1");
        sources.changeMappings(source, Issues.MAPPING);
        await().until(() ->
                issues.retry(source, "d-1").json().path("state").asString().equals("sent"));
        // when
        issues.answer(
                source, Issues.accepted(log.commands(source.organization()).getLast()));
        // then
        deliveries.awaitState(source, "d-1", APPLIED);
    }

    private TestSource failed() {
        var source = issues.registered(BROKEN);
        provider.github(source, "d-1", "issues", Issues.ISSUE);
        deliveries.awaitState(source, "d-1", FAILED);
        return source;
    }
}
