package dev.millrace.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.platform.security.TestTokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Thousands of requests that nobody should send. The seed is fixed, so a failure repeats. */
@SpringBootTest(
        classes = WebTestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {WebTestApplication.ISSUER, "millrace.web.max-body=10KB"})
class FuzzTest {

    private static final int REQUESTS = 3_000;

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "FOO", "get", "");

    private static final List<String> PATHS = List.of(
            "/",
            "*",
            "",
            "//",
            "/v1/",
            "/v1/numbers",
            "/v1/tree",
            "/v1/parameter?limit=",
            "/v1/later/",
            "/webhooks/bytes",
            "/health",
            "/health/status",
            "/live",
            "/error",
            "/v1/organizations/acme/tables/t/rows/",
            "/v1/organizations/acme/events?access_token=",
            "http://localhost/v1/trace",
            "/docs/../",
            "/.well-known/",
            "/oauth2/token");

    private static final List<String> BITS = List.of(
            "%",
            "%zz",
            "%00",
            "%2F",
            "%5C",
            "%2e%2e/",
            "..",
            "/",
            "//",
            ";",
            ";jsessionid=1",
            "?",
            "&",
            "#",
            "\\",
            "|",
            "{}",
            "ä",
            "\u0000",
            "\u0001",
            " ",
            "\t",
            "😀",
            "%C0%80",
            "%FF",
            "%ED%A0%80",
            "'",
            "\"",
            "<x>",
            "${x}",
            "a".repeat(300));

    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json",
            "Content-Type: ;",
            "Content-Type: a/b;charset=nope",
            "Accept: ;;",
            "Accept: */*;q=x",
            "Accept: text/event-stream",
            "Content-Length: -1",
            "Content-Length: 5",
            "Content-Length: x",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: nope",
            "Host:",
            "Host: [::",
            "Host: a b",
            "Origin: null",
            "Origin: https://app.example",
            "Access-Control-Request-Method: x",
            "Range: bytes=9-1",
            "If-Modified-Since: never",
            "Expect: 100-continue",
            "Expect: nonsense",
            "traceparent: 00-0-0-0",
            "traceparent: ä",
            "X-Correlation-Id: ä\u0001",
            "Cookie: a=b; ;=;\"",
            "Content-Encoding: gzip",
            "Connection: upgrade",
            "Upgrade: websocket",
            "X-HTTP-Method-Override: TRACE",
            "Forwarded: for=_",
            "Accept-Language: ---",
            "Prefer: ,,;",
            " folded",
            ": empty",
            "no colon",
            "Na me: x");

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "{}",
            "[]",
            "null",
            "1e999999999",
            "1e99999999999999",
            "\"",
            "{\"count\":1e400}",
            "{\"count\":99999999999}",
            "\u0000",
            "0\r\n\r\n",
            "zz\r\n",
            "{\"count\":1,\"count\":1}",
            "[".repeat(5_000),
            "{\"a\":".repeat(2_000),
            "x".repeat(11_000),
            "\uFEFF{}",
            "{\"more\":{\"\":null}}");

    private final Wire wire;
    private final String bearer;
    private final Random random = new Random(7);

    @Autowired
    FuzzTest(@LocalServerPort int port, TestTokens tokens) {
        this.wire = new Wire(port);
        this.bearer = "Authorization: " + tokens.bearer("acme");
    }

    @Test
    void answersNothingWithServerErrorNorWithPage() throws IOException {
        for (int i = 0; i < REQUESTS; i++) {
            // given
            var request = request();
            // when
            var answer = wire.send(request);
            // then
            var shown = new String(request, StandardCharsets.UTF_8) + "\n->\n" + answer;
            assertThat(answer.status()).as(shown).isLessThan(500);
            assertThat(answer.body()).as(shown).doesNotContain("<html", "<!doctype", "Exception");
            if (answer.status() >= 400 && !answer.body().isEmpty()) {
                assertThat(answer.isProblem()).as(shown).isTrue();
            }
        }
    }

    private byte[] request() throws IOException {
        var out = new ByteArrayOutputStream();
        var path = any(PATHS) + (chance(2) ? any(BITS) : "") + (chance(3) ? any(BITS) : "");
        write(out, (chance(3) ? "GET" : any(METHODS)) + " " + path + (chance(20) ? " HTTP/9.9" : " HTTP/1.1") + "\r\n");
        write(out, "Connection: close\r\n");
        if (!chance(20)) {
            write(out, "Host: localhost\r\n");
        }
        if (!chance(6)) {
            write(out, bearer + "\r\n");
        }
        var body = any(BODIES);
        if (chance(2)) {
            write(
                    out,
                    "Content-Type: application/json\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                            + "\r\n");
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            write(out, any(HEADERS) + "\r\n");
        }
        write(out, "\r\n" + body);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private String any(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
