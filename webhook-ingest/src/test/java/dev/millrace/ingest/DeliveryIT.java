package dev.millrace.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.ingest.Provider.Answer;
import dev.millrace.ingest.TestSources.TestSource;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IngestTest
class DeliveryIT {

    private static final String BODY = "{\"action\": \"opened\",\r\n\"issue\": {\"id\": 1}}";

    private final Provider provider;
    private final TestSources sources;
    private final TestLog log;

    @Autowired
    DeliveryIT(@LocalServerPort int port, TestSources sources, TestLog log) {
        this.provider = new Provider(port);
        this.sources = sources;
        this.log = log;
    }

    @Test
    void keepsDeliveryByteForByteBeforeItAnswers() {
        // given
        var source = registered(TestSource.github());
        // when
        var answer = provider.github(source, "d-1", "issues", BODY);
        // then
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().toString()).isEqualTo("{\"delivery\":\"d-1\",\"status\":\"accepted\"}");
        assertThat(log.deliveries(source.organization())).singleElement().satisfies(delivery -> {
            assertThat(delivery.body()).isEqualTo(RawJson.of(BODY));
            assertThat(delivery.event()).isEqualTo("issues");
            assertThat(delivery.deliveryId()).isEqualTo("d-1");
            assertThat(delivery.contentType()).isEqualTo("application/json");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain; charset=utf-16",
                "application/octet-stream",
                "not a media type",
            })
    void keepsBytesOfEveryContentTypeAsSigned(String contentType) {
        // given
        var source = registered(TestSource.github());
        var body = "payload=%7B%22a%22%3A+1%7D&payload=b&access_token=c".getBytes(UTF_8);
        // when
        var answer = provider.github(source, "d-1", "push", contentType, body);
        // then
        assertThat(answer.said()).as(answer.toString()).isEqualTo("accepted");
        assertThat(log.deliveries(source.organization()).getFirst().body().bytes())
                .isEqualTo(body);
    }

    @Test
    void takesStandardWebhooksAndNamesTheirEventByTheBody() {
        // given
        var source = registered(TestSource.standard());
        // when
        var answer = provider.standard(source, "msg_1", Instant.now(), "{\"type\":\"user.created\",\"data\":{}}");
        // then
        assertThat(answer.said()).isEqualTo("accepted");
        assertThat(log.deliveries(source.organization()).getFirst().event()).isEqualTo("user.created");
    }

    @Test
    void changesNothingWhenTheSameDeliveryComesAgain() {
        // given
        var source = registered(TestSource.github());
        provider.github(source, "d-1", "issues", BODY);
        // when
        var again = provider.github(source, "d-1", "issues", BODY);
        // then
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.said()).isEqualTo("duplicate");
        assertThat(log.deliveries(source.organization())).hasSize(1);
    }

    @Test
    void storesOneOfManyThatComeAtOnce() throws InterruptedException, ExecutionException {
        // given
        var source = registered(TestSource.github());
        Callable<Answer> delivery = () -> provider.github(source, "d-1", "issues", BODY);
        // when
        var answers = Provider.atOnce(delivery, 24);
        // then
        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers).extracting(Answer::said).containsOnlyOnce("accepted");
        assertThat(log.deliveries(source.organization())).hasSize(1);
    }

    @Test
    void tellsDeliveriesOfDifferentSourcesApart() {
        // given
        var source = registered(TestSource.github());
        var other = new TestSource(source.organization(), new WebhookSourceId("hub2"), source.scheme(), "other");
        sources.register(other);
        provider.github(source, "d-1", "issues", BODY);
        // when
        var answer = provider.github(other, "d-1", "issues", BODY);
        // then
        assertThat(answer.said()).isEqualTo("accepted");
        assertThat(log.deliveries(source.organization())).hasSize(2);
    }

    @Test
    void refusesSignatureOfAnotherSecret() {
        // given
        var source = registered(TestSource.github());
        // when
        var answer = provider.github(source.withSecret("wrong"), "d-1", "issues", BODY);
        // then
        assertProblem(answer, 401, "INVALID_SIGNATURE");
        assertThat(log.deliveries(source.organization())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-400, 400})
    void refusesTimestampOutsideTheWindow(long seconds) {
        // given
        var source = registered(TestSource.standard());
        // when
        var answer = provider.standard(source, "msg_1", Instant.now().plusSeconds(seconds), "{}");
        // then
        assertProblem(answer, 401, "STALE_TIMESTAMP");
    }

    @Test
    void refusesDeliveryWithoutItsHeaders() {
        // given
        var source = registered(TestSource.github());
        // when
        var answer = provider.post(Provider.path(source), Map.of(), BODY.getBytes(UTF_8));
        // then
        assertProblem(answer, 400, "INVALID_PARAMETER");
    }

    @Test
    void knowsNoSourceThatWasNeverRegistered() {
        // given
        var started = System.nanoTime();
        // when
        var answer = provider.github(TestSource.github(), "d-1", "issues", BODY);
        // then
        assertProblem(answer, 404, "NOT_FOUND");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void knowsNoSourceThatWasRemovedUntilItIsRegisteredAgain() {
        // given
        var source = registered(TestSource.github());
        sources.remove(source);
        awaitRefusal(source, "NOT_FOUND");
        sources.register(source.withSecret("another"));
        // when
        var answer = provider.github(source.withSecret("another"), "d-2", "issues", BODY);
        // then
        assertThat(answer.said()).isEqualTo("accepted");
    }

    @Test
    void refusesIdsThatCannotBe() {
        // when
        var answer = provider.post("/webhooks/-a/b", Map.of(), new byte[0]);
        // then
        assertProblem(answer, 400, "INVALID_ID");
    }

    @Test
    void refusesBodyAboveTheLimit() {
        // given
        var source = registered(TestSource.github());
        // when
        var answer = provider.github(source, "d-1", "push", "application/json", new byte[3 * 1024 * 1024]);
        // then
        assertProblem(answer, 413, "TOO_LARGE");
    }

    @Test
    void takesBodyOfTheLimit() {
        // given
        var source = registered(TestSource.github());
        // when
        var answer = provider.github(source, "d-1", "push", "application/json", new byte[2 * 1024 * 1024]);
        // then
        assertThat(answer.said()).isEqualTo("accepted");
    }

    @Test
    void caresForNoBearerToken() {
        // given
        var source = registered(TestSource.github());
        // when
        var answer =
                provider.post(Provider.path(source), Map.of("authorization", "Bearer nonsense"), BODY.getBytes(UTF_8));
        // then
        assertProblem(answer, 400, "INVALID_PARAMETER");
    }

    /** Without waiting for the projection: the door is to do that. */
    private TestSource registered(TestSource source) {
        sources.register(source);
        return source;
    }

    private void awaitRefusal(TestSource source, String code) {
        await().until(() ->
                provider.github(source, "d-0", "issues", BODY).code().equals(code));
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
    }
}
