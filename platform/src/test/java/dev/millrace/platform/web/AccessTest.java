package dev.millrace.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.security.TestTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = WebTestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {WebTestApplication.ISSUER, "millrace.web.cors-origins=https://app.example"})
class AccessTest {

    private final Wire wire;
    private final TestTokens tokens;

    @Autowired
    AccessTest(@LocalServerPort int port, TestTokens tokens) {
        this.wire = new Wire(port);
        this.tokens = tokens;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/trace",
                "/v1/nothing",
                "/nothing",
                "/actuator/health",
                "/info",
                "/health/../v1/trace",
                "/%2e%2e%2fhealth",
                "/Health",
                "/v1;/trace",
                "//v1/trace",
                "//health",
                "/./v1/trace",
                "/docsx",
                "/v1/trace?access_token=x",
            })
    void wantsTokenForEveryRouteThatIsNotOpen(String path) throws IOException {
        // when
        var answer = wire.get(path);
        // then
        // A path that climbs from an open prefix is open to all, but leads nowhere: routes are found by the same path.
        assertThat(answer.says("UNAUTHENTICATED") || answer.says("NOT_FOUND") || answer.status() == 400)
                .as(answer.toString())
                .isTrue();
        assertThat(answer.body()).doesNotContain("traceParent");
        if (answer.status() == 401) {
            // RFC 6750 §3.1: who shows nothing is told no error
            assertThat(answer.head()).contains("WWW-Authenticate: Bearer realm=\"millrace\"\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/status", "/live", "/ready", "/metrics"})
    void wantsNoTokenForProbes(String path) throws IOException {
        assertThat(wire.get(path).status()).isIn(200, 503);
        assertThat(wire.get(path, "Authorization: Bearer nonsense").status()).isIn(200, 503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Basic YTpi",
                "Bearer a.b.c",
                "Bearer \u00e4\u00f6",
                "bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJyb290In0.",
                "Digest username=\"x\"",
            })
    void refusesWhatIsNoToken(String header) throws IOException {
        // when
        var answer = wire.get("/v1/trace", "Authorization: " + header);
        // then
        assertThat(answer.says("UNAUTHENTICATED")).as(answer.toString()).isTrue();
    }

    @Test
    void refusesHugeTokenWhateverItsSize() throws IOException {
        assertThat(wire.get("/v1/trace", "Authorization: Bearer " + "x".repeat(9_000))
                        .says("UNAUTHENTICATED"))
                .isTrue();
        // Beyond the limit of all headers Tomcat answers, before anybody asks for a token.
        var answer = wire.get("/v1/trace", "Authorization: Bearer " + "x".repeat(20_000));
        assertThat(answer.isProblem() && answer.status() >= 400 && answer.status() < 500)
                .as(answer.toString())
                .isTrue();
    }

    @Test
    void refusesExpiredToken() throws IOException {
        // given
        var expired = tokens.token(
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(60))));
        // when
        var answer = wire.get("/v1/trace", "Authorization: Bearer " + expired);
        // then
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.head()).contains("WWW-Authenticate: Bearer realm=\"millrace\", error=\"invalid_token\"");
    }

    @Test
    void takesTokenFromQueryForEventStreamsOnly() throws IOException {
        // given
        var query = "?after=1&access_token=" + tokens.token("acme");
        var path = "/v1/organizations/acme/events" + query;
        // when
        var answer = wire.get(path, "Accept: text/event-stream");
        // then
        assertThat(answer.body()).as(answer.toString()).contains("data: anna");
        assertThat(wire.get(path, "Accept: */*").status()).isEqualTo(401);
        assertThat(wire.get(path).status()).isEqualTo(401);
        assertThat(wire.get("/v1/trace" + query, "Accept: text/event-stream").status())
                .isEqualTo(401);
        assertThat(wire.get(path.replace("events", "tables/t/rows/events"), "Accept: text/event-stream")
                        .status())
                .isEqualTo(401);
        assertThat(wire.post(path, "", "Accept: text/event-stream").status()).isEqualTo(401);
    }

    @Test
    void allowsConfiguredOriginsOnly() throws IOException {
        // when
        var allowed = wire.send(preflight("https://app.example"));
        var refused = wire.send(preflight("https://evil.example"));
        // then
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.head()).contains("Access-Control-Allow-Origin: https://app.example");
        assertThat(refused.says("FORBIDDEN")).as(refused.toString()).isTrue();
        assertThat(refused.head()).doesNotContain("Access-Control-Allow-Origin");
    }

    @Test
    void letsPagesOfOtherOriginsReadTheHeadersOfTheApi() throws IOException {
        // when
        var answer = wire.get("/v1/trace", "Authorization: " + tokens.bearer("acme"), "Origin: https://app.example");
        // then
        var exposed = answer.head()
                .lines()
                .filter(line -> line.startsWith("Access-Control-Expose-Headers:"))
                .findFirst()
                .orElseThrow();
        assertThat(exposed).contains("ETag", "Preference-Applied", "Millrace-Sequence", "Location", "Retry-After");
    }

    @Test
    void tellsBrowsersToBeCareful() throws IOException {
        // when
        var head =
                wire.get("/v1/trace", "Authorization: " + tokens.bearer("acme")).head();
        // then
        assertThat(head)
                .contains("X-Content-Type-Options: nosniff", "Cache-Control: no-store", "Referrer-Policy: no-referrer")
                .contains("frame-ancestors 'none'")
                .doesNotContain("Set-Cookie", "Server:");
    }

    @Test
    void continuesTraceOfCaller() throws IOException {
        // given
        var parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
        // when
        var answer = wire.get(
                "/v1/trace",
                "Authorization: " + tokens.bearer("acme"),
                "traceparent: " + parent,
                "X-Request-Id: order-7");
        // then
        var body = Json.MAPPER.readTree(answer.body());
        assertThat(body.get("traceParent").asString())
                .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                .endsWith("-00")
                .isNotEqualTo(parent);
        assertThat(body.get("reference").asString()).isEqualTo("order-7");
        assertThat(answer.head()).contains("X-Correlation-Id: order-7");
    }

    private static byte[] preflight(String origin) {
        var lines = List.of(
                "OPTIONS /v1/trace HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Origin: " + origin,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization");
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
