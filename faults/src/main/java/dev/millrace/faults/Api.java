package dev.millrace.faults;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public HTTP API, as a client sees it. Blocking; used from virtual threads. */
final class Api implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI base;
    private volatile String token = "";

    Api(URI base) {
        this.base = base;
    }

    /** An answer: the status, and the body as JSON, or a missing node where there is none. */
    record Reply(int status, JsonNode body) {}

    /** Fetches a token of the development client. It stays valid over restarts, because the key is kept. */
    void signIn() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve("/oauth2/token"))
                .timeout(TIMEOUT)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("dev:dev".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        token = MAPPER.readTree(answer.body()).required("access_token").asString();
    }

    boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(base.resolve("/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply get(String path, long after) throws IOException, InterruptedException {
        return send(request(path).header("Millrace-After", Long.toString(after)).GET());
    }

    /** The whole log of an organization, at least up to a sequence. */
    List<LoggedEvent> log(String organization, long atLeast) throws IOException, InterruptedException {
        var request = request("/v1/organizations/" + organization + "/events?after=0")
                .header("Accept", "application/x-ndjson")
                .header("Millrace-After", Long.toString(atLeast))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new IOException("Expected the events of %s, but got status %d: %s"
                    .formatted(organization, answer.statusCode(), answer.body().toList()));
        }
        return answer.body()
                .filter(line -> !line.isEmpty())
                .map(LoggedEvent::parse)
                .toList();
    }

    /** All rows of a table, page by page, each as its JSON text, in the order of their ids. */
    List<String> rows(String organization, String table, long atLeast) throws IOException, InterruptedException {
        var rows = new ArrayList<String>();
        var path = "/v1/organizations/" + organization + "/tables/" + table + "/rows?limit=1000";
        var page = get(path, atLeast);
        while (true) {
            if (page.status() != 200) {
                throw new IOException("Expected the rows of %s, but got %s".formatted(table, page));
            }
            page.body().required("rows").forEach(row -> rows.add(row.toString()));
            var next = page.body().path("next");
            if (!next.isString()) {
                return rows;
            }
            page = get(path + "&cursor=" + URLEncoder.encode(next.asString(), StandardCharsets.UTF_8), atLeast);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(
                answer.statusCode(), answer.body().isEmpty() ? MAPPER.missingNode() : MAPPER.readTree(answer.body()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
