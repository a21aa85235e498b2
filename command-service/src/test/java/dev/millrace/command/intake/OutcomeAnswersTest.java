package dev.millrace.command.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.platform.command.Deadlines;
import dev.millrace.platform.command.Submission;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutcomeAnswersTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final CommandId ID = CommandId.of("00000000-0000-0001-0000-000000000001");
    private static final Preference NO_WAIT = new Preference(false, Duration.ZERO, "wait=0");

    private final Deadlines deadlines = new Deadlines();

    @AfterEach
    void close() {
        deadlines.close();
    }

    @Test
    void waitsForTheLogThoughTheCallerDoesNotWaitForTheOutcome() {
        // given
        var appended = new CompletableFuture<Void>().completeOnTimeout(null, 200, TimeUnit.MILLISECONDS);
        // when
        var answer = answers(Duration.ofSeconds(30))
                .answer(ACME, new Submission(ID, appended, new CompletableFuture<>()), NO_WAIT);
        // then
        assertThat(answer.getStatusCode().value()).isEqualTo(202);
        assertThat(appended).isCompleted();
    }

    @Test
    void namesTheCommandOfWhichNobodyKnowsWhetherItIsInTheLog() {
        assertThatThrownBy(() -> answers(Duration.ofMillis(1))
                        .answer(
                                ACME,
                                new Submission(ID, new CompletableFuture<>(), new CompletableFuture<>()),
                                NO_WAIT))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining(ID.toString());
    }

    private OutcomeAnswers answers(Duration longestWait) {
        return new OutcomeAnswers(new CommandLatency(new SimpleMeterRegistry()), deadlines, longestWait);
    }
}
