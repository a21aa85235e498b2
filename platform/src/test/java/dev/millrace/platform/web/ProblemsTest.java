package dev.millrace.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.security.TestTokens;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = WebTestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {WebTestApplication.ISSUER, "millrace.web.max-body=10KB"})
class ProblemsTest {

    private static final String ROWS = "/v1/organizations/acme/tables/t/rows/";

    private final Wire wire;
    private final String bearer;

    @Autowired
    ProblemsTest(@LocalServerPort int port, TestTokens tokens) {
        this.wire = new Wire(port);
        this.bearer = "Authorization: " + tokens.bearer("acme");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/nothing, 404, NOT_FOUND",
        "/, 404, NOT_FOUND",
        "/error, 404, NOT_FOUND",
        "/v1/numbers, 405, METHOD_NOT_ALLOWED",
        "/v1/parameter, 400, INVALID_PARAMETER",
        "/v1/parameter?limit=x, 400, INVALID_PARAMETER",
        "/v1/parameter?limit=1&limits=1, 400, INVALID_PARAMETER",
        "/v1/trace?limit=1, 400, INVALID_PARAMETER",
        "/v1/parameter?limit=%zz, 400, INVALID_PARAMETER",
        "/v1/organizations/-/tables/t/rows/r, 400, INVALID_ID",
        "/v1/organizations/other/tables/t/rows/r, 403, FORBIDDEN",
        "/v1/failures/database, 503, UNAVAILABLE",
        "/v1/failures/kafka, 503, UNAVAILABLE",
        "/v1/later-problem/x, 503, NOT_YET_VISIBLE",
        "/v1/failures/bug, 500, INTERNAL",
        "/%zz, 400, INVALID_REQUEST",
        "/v1/%00, 400, INVALID_REQUEST",
        "/v1/../../x, 400, INVALID_REQUEST",
    })
    void answersFailureWithItsCode(String path, int status, String code) throws IOException {
        // when
        var answer = wire.get(path, bearer);
        // then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.says(code)).as(answer.toString()).isTrue();
        assertThat(answer.toString()).doesNotContain("secret detail", "10.1.2.3", "<html");
    }

    @Test
    void refusesUnknownParametersWhateverTheMethod() throws IOException {
        assertThat(wire.head("/v1/trace?limit=1", bearer).status()).isEqualTo(400);
        assertThat(wire.head("/v1/trace", bearer).status()).isEqualTo(200);
        assertThat(wire.post("/v1/numbers?expectedVersion=1", "{\"count\":1}", bearer, "Content-Type: application/json")
                        .says("INVALID_PARAMETER"))
                .isTrue();
    }

    @Test
    void describesProblemAsStandardSays() throws IOException {
        // when
        var answer = wire.get("/v1/failures/database", bearer, "X-Correlation-Id: abc-1");
        // then
        var body = Json.MAPPER.readTree(answer.body());
        assertThat(body.propertyNames()).containsExactly("type", "title", "status", "detail", "code", "number");
        assertThat(body.get("type").asString()).isEqualTo("https://millrace.dev/problems/UNAVAILABLE");
        assertThat(body.get("number").asInt()).isEqualTo(3002);
        assertThat(answer.head()).contains("Retry-After: 1", "X-Correlation-Id: abc-1", "Cache-Control: no-store");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | 400 | MALFORMED_JSON",
                "{\"count\":1,\"count\":2} | 400 | MALFORMED_JSON",
                "{\"count\":1} x | 400 | MALFORMED_JSON",
                "{\"count\":\"x\"} | 400 | INVALID_REQUEST",
                "{\"more\":{\"a/b\":[]}} | 400 | INVALID_REQUEST",
                "[] | 400 | INVALID_REQUEST",
                "{\"count\":1e99999999999} | 400 | MALFORMED_JSON",
                "'' | 400 | INVALID_REQUEST",
            })
    void answersBadBodyWithItsCode(String body, int status, String code) throws IOException {
        // when
        var answer = wire.post("/v1/numbers", body, bearer, "Content-Type: application/json");
        // then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.says(code)).as(answer.toString()).isTrue();
    }

    @Test
    void refusesJsonThatIsNestedTooDeeply() throws IOException {
        // when
        var answer = wire.post("/v1/tree", "[".repeat(5_000), bearer, "Content-Type: application/json");
        // then
        assertThat(answer.says("INVALID_REQUEST")).as(answer.toString()).isTrue();
    }

    @Test
    void pointsAtMemberOfWrongType() throws IOException {
        // when
        var answer = wire.post("/v1/numbers", "{\"more\":{\"a/b\":[]}}", bearer, "Content-Type: application/json");
        // then
        assertThat(Json.MAPPER.readTree(answer.body()).at("/errors/0/pointer").asString())
                .isEqualTo("/more/a~1b");
    }

    @Test
    void refusesOtherMediaTypes() throws IOException {
        assertThat(wire.post("/v1/numbers", "{}", bearer, "Content-Type: text/plain")
                        .says("UNSUPPORTED_MEDIA_TYPE"))
                .isTrue();
        assertThat(wire.post("/v1/numbers", "{}", bearer, "Content-Type: /").says("UNSUPPORTED_MEDIA_TYPE"))
                .isTrue();
        assertThat(wire.get("/v1/organizations/acme/events", bearer, "Accept: image/png")
                        .says("NOT_ACCEPTABLE"))
                .isTrue();
        assertThat(wire.get("/v1/organizations/acme/events", bearer, "Accept: nonsense")
                        .says("NOT_ACCEPTABLE"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "gzip, identity", "nonsense"})
    void refusesBodiesInACoding(String coding) throws IOException {
        // when
        var answer = wire.post(
                "/v1/numbers",
                "{\"count\":1}",
                bearer,
                "Content-Type: application/json",
                "Content-Encoding: " + coding);
        // then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(415);
        assertThat(answer.says("UNSUPPORTED_MEDIA_TYPE")).as(answer.toString()).isTrue();
    }

    @Test
    void takesBodiesThatAreAsTheyAreStatedAndBytesOfEveryCoding() throws IOException {
        assertThat(wire.post(
                                "/v1/numbers",
                                "{\"count\":1}",
                                bearer,
                                "Content-Type: application/json",
                                "Content-Encoding: identity")
                        .status())
                .isEqualTo(200);
        assertThat(wire.post("/webhooks/bytes", "abc", "Content-Encoding: gzip").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "5\r\n{}\r\n0\r\n\r\n", "ffffffffff\r\n{}", "2;"})
    void refusesBrokenChunks(String chunks) throws IOException {
        // when
        var answer = wire.send(("POST /webhooks/bytes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n" + chunks)
                .getBytes(StandardCharsets.US_ASCII));
        // then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    }

    @Test
    void refusesLargeBodyStatedOrChunked() throws IOException {
        // given
        var large = "x".repeat(10 * 1024 + 1);
        // when
        var answer = wire.postChunked("/webhooks/bytes", large);
        // then
        assertThat(answer.says("TOO_LARGE")).as(answer.toString()).isTrue();
        assertThat(wire.post("/webhooks/bytes", large).says("TOO_LARGE")).isTrue();
        assertThat(wire.post("/v1/numbers", large, bearer, "Content-Type: application/json")
                        .says("TOO_LARGE"))
                .isTrue();
        assertThat(wire.post("/webhooks/bytes", large.substring(1)).body()).isEqualTo("10240");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a%b",
                "a\\b",
                "a;b=c",
                "//",
                ".",
                "..",
                "a?b#c",
                "\u0001\n\r\u007f",
                "äöü€😀",
                "%2F",
                "a b+c"
            })
    void findsRowOfAnyName(String row) throws IOException {
        // given
        var path = URLEncoder.encode(row, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace(".", "%2E");
        // when
        var answer = wire.get(ROWS + path, bearer);
        // then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(answer.body()).path("row").asString()).isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource({"a;b, a;b", "'a{b}|c', 'a{b}|c'", "a%5Cb;c, a\\b;c"})
    void findsRowWhoseNameIsPastedUnencoded(String path, String row) throws IOException {
        // when
        var answer = wire.get(ROWS + path, bearer);
        // then
        assertThat(Json.MAPPER.readTree(answer.body()).path("row").asString())
                .as(answer.toString())
                .isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a%2Fb", "a%5Cb", "a;b", "a%25zz", "%2E%2E", "a%3Fb", "a%3Bb%0A", "%F0%9F%98%80"})
    void answersLaterForAnyName(String path) throws IOException {
        // when
        var answer = wire.get("/v1/later/" + path, bearer);
        // then
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }
}
