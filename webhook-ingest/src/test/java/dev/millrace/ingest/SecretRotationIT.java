package dev.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.ingest.Provider.Answer;
import dev.millrace.ingest.TestSources.TestSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A secret that takes the place of another one, and signatures that fit neither. */
@IngestTest
class SecretRotationIT {

    private static final String BODY = "{\"action\":\"opened\",\"issue\":{\"id\":1}}";

    private final Provider provider;
    private final TestSources sources;
    private final TestDeliveries deliveries;

    @Autowired
    SecretRotationIT(@LocalServerPort int port, TestSources sources, DataSource dataSource) {
        this.provider = new Provider(port);
        this.sources = sources;
        this.deliveries = new TestDeliveries(dataSource);
    }

    @Test
    void takesTheOldSecretDuringGraceAndNotAfter() {
        // given
        var source = registered(TestSource.github());
        sources.rotate(source, "second", Instant.now().plusSeconds(3600));
        var second = source.withSecret("second");
        awaitAccepted(second, "d-1");
        var duringGrace = provider.github(source, "d-2", "issues", BODY);
        sources.rotate(source, "third", Instant.now());
        awaitAccepted(source.withSecret("third"), "d-3");
        // when
        var afterGrace = provider.github(second, "d-4", "issues", BODY);
        // then
        assertThat(duringGrace.said()).isEqualTo("accepted");
        assertThat(afterGrace.status()).isEqualTo(401);
        assertThat(afterGrace.code()).isEqualTo("INVALID_SIGNATURE");
        assertThat(afterGrace.headers().get("content-type")).startsWith("application/problem+json");
    }

    @Test
    void takesTheNewSecretAsSoonAsItsRotationIsInTheLog() {
        // given
        var source = registered(TestSource.github());
        awaitAccepted(source, "d-0");
        var answers = new ArrayList<Answer>();
        // when
        for (int rotation = 1; rotation <= 10; rotation++) {
            var secret = "secret-" + rotation;
            sources.rotate(source, secret, Instant.now());
            answers.add(provider.github(source.withSecret(secret), "d-" + rotation, "issues", BODY));
        }
        // then
        assertThat(answers).extracting(Answer::said).containsOnly("accepted");
    }

    @Test
    void letsNoMoreWaitForNewsOfASecretThanItHasPlaces() throws Exception {
        // given
        var source = registered(TestSource.github());
        awaitAccepted(source, "d-1");
        List<Answer> answers;
        Answer known;
        try (var _ = deliveries.sourcesHeldUp()) {
            sources.changeMappings(source);
            // when
            answers = Provider.atOnce(() -> provider.github(source.withSecret("wrong"), "d-2", "issues", BODY), 80);
            known = provider.github(source, "d-3", "issues", BODY);
        }
        // then
        assertThat(answers).extracting(Answer::code).containsOnly("OVERLOADED", "UNAVAILABLE");
        assertThat(known.said()).isEqualTo("accepted");
        awaitRefusal(source.withSecret("wrong"), "INVALID_SIGNATURE");
    }

    private void awaitAccepted(TestSource source, String id) {
        await().until(() -> provider.github(source, id, "issues", BODY).status() == 202);
    }

    private void awaitRefusal(TestSource source, String code) {
        await().until(() ->
                provider.github(source, "d-0", "issues", BODY).code().equals(code));
    }

    /** Without waiting for the projection: the door is to do that. */
    private TestSource registered(TestSource source) {
        sources.register(source);
        return source;
    }
}
