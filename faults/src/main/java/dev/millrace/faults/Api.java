package dev.millrace.faults;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API, as a client sees it. Blocking; used from virtual threads. */
final class Api implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long AGAIN_NANOS = 200_000_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Places places;
    private final Duration patience;
    private volatile String token = "";

    Api(Places places) {
        this(places, TIMEOUT);
    }

    /** With a limit for each call. */
    Api(Places places, Duration patience) {
        this.places = places;
        this.patience = patience;
    }

    /**
     * An answer.
     *
     * @param shows the sequence that a read says it shows; 0 where it says none
     * @param body  its JSON, or a missing node where there is none
     */
    record Reply(int status, long shows, JsonNode body) {}

    /** Every call bears this token from now on. */
    void useToken(String newer) {
        token = newer;
    }

    /**
     * Sends a command.
     *
     * @param turn see {@link Places#commands}
     */
    Reply post(String path, String body, int turn) throws IOException, InterruptedException {
        return send(request(places.commands(turn), path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Delivers a webhook, signed. */
    Reply deliver(String organization, Delivery delivery) throws IOException, InterruptedException {
        return send(request(places.webhooks(), "/webhooks/%s/%s".formatted(organization, Delivery.SOURCE))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", Delivery.EVENT)
                .header("X-GitHub-Delivery", delivery.id())
                .header("X-Hub-Signature-256", delivery.signature())
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body())));
    }

    /** The states of an organization's deliveries, by the provider's id. */
    Map<String, String> deliveries(String organization) throws IOException, InterruptedException {
        return allDeliveries(organization, "");
    }

    /** Those of one state alone. */
    Map<String, String> deliveries(String organization, String state) throws IOException, InterruptedException {
        return allDeliveries(organization, "&state=" + state);
    }

    private Map<String, String> allDeliveries(String organization, String filter)
            throws IOException, InterruptedException {
        var states = new HashMap<String, String>();
        var path = "/v1/organizations/" + organization + "/webhook-deliveries?limit=500" + filter;
        var next = "";
        do {
            var page = send(request(places.webhooks(), path + next).GET());
            if (page.status() != 200) {
                throw new IOException("Expected the deliveries of %s, but got %s".formatted(organization, page));
            }
            page.body()
                    .required("deliveries")
                    .forEach(delivery -> states.put(
                            delivery.required("delivery").asString(),
                            delivery.required("state").asString()));
            next = next(page, "&cursor=");
        } while (!next.isEmpty());
        return states;
    }

    /** Tells the read side to do something. */
    Reply postQuery(String path) throws IOException, InterruptedException {
        return send(request(places.queries(), path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    Reply get(String path, long after) throws IOException, InterruptedException {
        return send(request(places.queries(), path)
                .header("Millrace-After", Long.toString(after))
                .GET());
    }

    /** The whole log of an organization, at least up to a sequence. */
    List<LoggedEvent> log(String organization, long atLeast) throws IOException, InterruptedException {
        var request = request(places.queries(), "/v1/organizations/" + organization + "/events?after=0")
                .header("Accept", "application/x-ndjson")
                .header("Millrace-After", Long.toString(atLeast))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (answer.statusCode() == 503 && System.nanoTime() < deadline) { // it says that it cannot tell now
            answer.body().close();
            LockSupport.parkNanos(AGAIN_NANOS);
            answer = http.send(request, HttpResponse.BodyHandlers.ofLines());
        }
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
        var next = "";
        do {
            var page = getInTime(path + next, atLeast);
            page.body().required("rows").forEach(row -> rows.add(row.toString()));
            next = next(page, "&cursor=");
        } while (!next.isEmpty());
        return rows;
    }

    /** Asks until it is answered, since 503 only says that it cannot tell now. */
    private Reply getInTime(String path, long after) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        var reply = get(path, after);
        while (reply.status() == 503 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(AGAIN_NANOS);
            reply = get(path, after);
        }
        if (reply.status() != 200) {
            throw new IOException("Expected an answer at %s, but got %s".formatted(path, reply));
        }
        return reply;
    }

    /** The parameter that asks for the page after this; empty if it is the last. */
    private static String next(Reply page, String parameter) {
        var next = page.body().path("next");
        return next.isString() ? parameter + URLEncoder.encode(next.asString(), StandardCharsets.UTF_8) : "";
    }

    /** Opens a socket of the gateway. */
    WebSocket open(WebSocket.Listener listener) throws IOException, InterruptedException {
        try {
            return http.newWebSocketBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .buildAsync(URI.create(places.stream() + "?access_token=" + token), listener)
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Cannot open a socket", e);
        }
    }

    private HttpRequest.Builder request(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(patience).header("Authorization", "Bearer " + token);
    }

    private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(
                answer.statusCode(),
                answer.headers().firstValueAsLong("Millrace-Sequence").orElse(0),
                answer.body().isEmpty() ? MAPPER.missingNode() : MAPPER.readTree(answer.body()));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
