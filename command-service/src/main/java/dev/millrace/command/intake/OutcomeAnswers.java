package dev.millrace.command.intake;

import dev.millrace.platform.command.Deadlines;
import dev.millrace.platform.command.Submission;
import dev.millrace.platform.json.Json;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.web.Problem;
import dev.millrace.platform.web.ProblemResponse;
import dev.millrace.platform.web.SequenceHeaders;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/** Waits for what became of a command and says it in HTTP. Runs on the request's virtual thread, which may block. */
final class OutcomeAnswers {

    private static final String PREFERENCE_APPLIED = "Preference-Applied";

    private final CommandLatency latency;
    private final Deadlines deadlines;
    private final Duration longestWait;

    OutcomeAnswers(CommandLatency latency, Deadlines deadlines, Duration longestWait) {
        this.latency = latency;
        this.deadlines = deadlines;
        this.longestWait = longestWait;
    }

    ResponseEntity<byte[]> answer(OrganizationId organization, Submission submission, Preference preference) {
        long start = System.nanoTime();
        if (preference.async()) {
            return pending(organization, submission, preference, start);
        }
        try {
            var outcome =
                    deadlines.limit(submission.outcome(), preference.patience()).get();
            latency.record(outcome instanceof Outcome.Accepted ? "accepted" : "rejected", start);
            return answer(outcome, preference);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw unavailable(submission);
            }
            return pending(organization, submission, preference, start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(submission);
        }
    }

    private static ResponseEntity<byte[]> answer(Outcome outcome, Preference preference) {
        return switch (outcome) {
            case Outcome.Accepted accepted ->
                prefer(ResponseEntity.ok(), preference)
                        .header(SequenceHeaders.SEQUENCE, Long.toString(accepted.lastSequence()))
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Outcomes.toJson(accepted));
            case Outcome.Rejected rejected -> {
                var status = rejected.code() == ErrorCode.INTERNAL
                        ? HttpStatus.INTERNAL_SERVER_ERROR
                        : HttpStatus.UNPROCESSABLE_CONTENT;
                yield prefer(ResponseEntity.status(status), preference)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(problem(rejected, status));
            }
        };
    }

    /** The problem, and which command it answers. */
    private static byte[] problem(Outcome.Rejected rejected, HttpStatus status) {
        var json = new ProblemResponse(status, rejected.code(), rejected.detail(), rejected.errors()).json();
        var problem = (ObjectNode) Json.MAPPER.readTree(json);
        problem.put("id", rejected.id().toString());
        if (rejected.index() != null) {
            problem.put("index", rejected.index());
        }
        return Json.MAPPER.writeValueAsBytes(problem);
    }

    /** However short the caller's own wait is, the log is waited for: 202 is a promise, given only for what is safe there. */
    private ResponseEntity<byte[]> pending(
            OrganizationId organization, Submission submission, Preference preference, long start) {
        requireAppended(submission, longestWait.minusNanos(System.nanoTime() - start));
        latency.record("pending", start);
        var place = "/v1/organizations/" + organization + "/commands/" + submission.id();
        var body = Map.of("id", submission.id().toString(), "status", "pending");
        return prefer(ResponseEntity.accepted(), preference)
                .location(URI.create(place))
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(new TreeMap<>(body)));
    }

    private static ResponseEntity.BodyBuilder prefer(ResponseEntity.BodyBuilder answer, Preference preference) {
        return preference.applied() == null ? answer : answer.header(PREFERENCE_APPLIED, preference.applied());
    }

    private static void requireAppended(Submission submission, Duration wait) {
        CompletableFuture<Void> appended = submission.appended();
        try {
            appended.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw unavailable(submission);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(submission);
        }
    }

    private static Problem unavailable(Submission submission) {
        return new Problem(
                ErrorCode.UNAVAILABLE,
                "Expected the command to be safe in the log, but that is not known; send it again under the id %s"
                        .formatted(submission.id()));
    }
}
