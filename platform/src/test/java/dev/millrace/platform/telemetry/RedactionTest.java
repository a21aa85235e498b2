package dev.millrace.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    /** Stands in the corpus for what must not be seen. */
    private static final String SECRET = "S3cr3tV4lue";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer S3cr3tV4lue",
                "authorization=bearer S3cr3tV4lue and more",
                "headers={Authorization=[Bearer S3cr3tV4lue]}",
                "Authorization: Basic S3cr3tV4lue==",
                "GET /v1/organizations/a/events?after=1&access_token=S3cr3tV4lue&limit=2",
                "GET /x?access_token=S3cr3tV4lue",
                "token eyJhbGciOiJSUzI1NiJ9.S3cr3tV4lue.S3cr3tV4lue end",
                "secret whsec_S3cr3tV4lueAAAA+/= of the source",
                "key whsk_S3cr3tV4lue",
                "password=S3cr3tV4lue",
                "password='S3cr3tV4lue'",
                "password: S3cr3tV4lue",
                "{\"password\":\"S3cr3tV4lue\",\"user\":\"anna\"}",
                "{\\\"secret\\\":\\\"S3cr3tV4lue\\\"}",
                "{\"secret\" : \"S3cr3tV4lue\"}",
                "millrace.database.password=S3cr3tV4lue",
                "MILLRACE_DATABASE_PASSWORD=S3cr3tV4lue",
                "jdbc:postgresql://localhost/db?user=a&password=S3cr3tV4lue",
                "postgres://anna:S3cr3tV4lue@db:5432/x",
                "client_secret=S3cr3tV4lue&grant_type=client_credentials",
                "clientSecret=S3cr3tV4lue",
                "api-key: S3cr3tV4lue",
                "X-Api-Key: S3cr3tV4lue",
                "refresh_token=S3cr3tV4lue",
                "Cookie: S3cr3tV4lue",
                "RegisterWebhookSource[source=a, secret=S3cr3tV4lue, mappings=null]",
                "sasl.jaas.config=... password=\"S3cr3tV4lue\";",
                "-----BEGIN PRIVATE KEY-----\nS3cr3tV4lue\n-----END PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nS3cr3tV4lue",
                "privateKey=S3cr3tV4lue",
                "Bearer S3cr3tV4lue\nBearer S3cr3tV4lue",
            })
    void blanksOutSecret(String text) {
        // when
        var clean = Redaction.redact(text);
        // then
        assertThat(clean).doesNotContain(SECRET).contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kafka is reachable at localhost:9092",
                "no token in the request",
                "Expected a bearer token in the header Authorization, but there is none",
                "the password is wrong",
                "row 42 of table secrets",
                "http://localhost:8080/docs",
                "at dev.millrace.platform.security.TokenVerifier.verify(TokenVerifier.java:70)",
                "{\"sequence\":42,\"type\":\"row.put\"}",
            })
    void leavesEverythingElse(String text) {
        assertThat(Redaction.redact(text)).isEqualTo(text);
    }

    @Test
    @Timeout(5)
    void takesLinearTimeOverHostileText() {
        // given
        var hostile = "password".repeat(20_000)
                + "=".repeat(20_000)
                + "eyJ".repeat(20_000)
                + "://a:".repeat(20_000)
                + "-----BEGIN PRIVATE KEY-----".repeat(2_000);
        // when
        long started = System.nanoTime();
        var clean = Redaction.redact(hostile);
        // then
        assertThat(clean).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    }
}
