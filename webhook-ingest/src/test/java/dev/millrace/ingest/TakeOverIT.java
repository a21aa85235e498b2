package dev.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingest.TestSources.TestSource;
import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What becomes of deliveries whose node died in the middle. */
@IngestTest
class TakeOverIT {

    private static final String BODY = "{}";
    private static final Duration LONG_AGO = Duration.ofMinutes(10);
    private static final Duration JUST_NOW = Duration.ZERO;

    private final Provider provider;
    private final TestSources sources;
    private final TestLog log;
    private final TestDeliveries deliveries;

    @Autowired
    TakeOverIT(@LocalServerPort int port, TestSources sources, TestLog log, DataSource dataSource) {
        this.provider = new Provider(port);
        this.sources = sources;
        this.log = log;
        this.deliveries = new TestDeliveries(dataSource);
    }

    @Test
    void storesWhatANodeClaimedAndNeverWrote() {
        // given
        var source = registered();
        deliveries.claimedBefore(source, "d-1", LONG_AGO);
        // when
        var answer = provider.github(source, "d-1", "issues", BODY);
        // then
        assertThat(answer.said()).isEqualTo("accepted");
        assertThat(log.deliveries(source.organization())).hasSize(1);
    }

    @Test
    void doesNotStoreAgainWhatANodeWroteAndNeverMarked() {
        // given
        var source = registered();
        deliveries.claimedBefore(source, "d-1", LONG_AGO);
        log.append(record(source));
        // when
        var answer = provider.github(source, "d-1", "issues", BODY);
        // then
        assertThat(answer.said()).isEqualTo("duplicate");
        assertThat(log.deliveries(source.organization())).hasSize(1);
    }

    @Test
    void takesNothingOverWhileTheTranslatorMayNotHaveSeenTheRecord() throws Exception {
        // given
        var source = registered();
        deliveries.claimedBefore(source, "d-1", LONG_AGO);
        // when
        var meanwhile = withTranslatorHeldUp(() -> {
            log.append(record(source));
            return provider.github(source, "d-1", "issues", BODY);
        });
        // then
        assertThat(meanwhile.status()).isEqualTo(503);
        assertThat(meanwhile.code()).isEqualTo("UNAVAILABLE");
        deliveries.awaitState(source, "d-1", DeliveryState.UNMAPPED);
        assertThat(provider.github(source, "d-1", "issues", BODY).said()).isEqualTo("duplicate");
        assertThat(log.deliveries(source.organization())).hasSize(1);
    }

    @Test
    void leavesClaimAloneWhoseHolderMayStillWrite() {
        // given
        var source = registered();
        deliveries.claimedBefore(source, "d-1", JUST_NOW);
        // when
        var answer = provider.github(source, "d-1", "issues", BODY);
        // then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("UNAVAILABLE");
        assertThat(answer.headers()).containsKey("retry-after");
        assertThat(log.deliveries(source.organization())).isEmpty();
    }

    @Test
    void answersDuplicateOnceTheHolderOfTheClaimIsDone() throws Exception {
        // given
        var source = registered();
        deliveries.claimedBefore(source, "d-1", JUST_NOW);
        Callable<Provider.Answer> delivery = () -> provider.github(source, "d-1", "issues", BODY);
        // when
        Provider.Answer answer;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = executor.submit(delivery);
            log.append(record(source));
            answer = waiting.get();
        }
        // then
        assertThat(answer.said()).isEqualTo("duplicate");
        assertThat(log.deliveries(source.organization())).hasSize(1);
    }

    @Test
    void takesOverOnceHoweverManyTry() throws Exception {
        // given
        var source = registered();
        deliveries.claimedBefore(source, "d-1", LONG_AGO);
        Callable<Provider.Answer> delivery = () -> provider.github(source, "d-1", "issues", BODY);
        var answers = new ArrayList<Provider.Answer>();
        // when
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer :
                    executor.invokeAll(Stream.generate(() -> delivery).limit(16).toList())) {
                answers.add(answer.get());
            }
        }
        // then
        assertThat(answers).extracting(Provider.Answer::said).containsOnlyOnce("accepted");
        assertThat(answers).extracting(Provider.Answer::status).containsOnly(202);
        assertThat(log.deliveries(source.organization())).hasSize(1);
    }

    private <T> T withTranslatorHeldUp(Callable<T> work) throws Exception {
        try (var _ = deliveries.translatorHeldUp()) {
            return work.call();
        }
    }

    private TestSource registered() {
        var source = TestSource.github();
        sources.register(source);
        return source;
    }

    private static WebhookDelivery record(TestSource source) {
        return new WebhookDelivery(
                source.organization(),
                source.id(),
                "d-1",
                "issues",
                "application/json",
                Instant.parse("2026-01-01T00:00:00Z"),
                RawJson.of(BODY));
    }
}
