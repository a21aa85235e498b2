package dev.millrace.ingest;

import dev.millrace.ingest.TestSources.TestSource;
import dev.millrace.platform.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** The other side: signs with code of its own and delivers over HTTP. */
record Provider(int port) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** What came back. */
    record Answer(int status, Map<String, String> headers, JsonNode json) {

        String code() {
            return json.path("code").asString("");
        }

        String said() {
            return json.path("status").asString("");
        }
    }

    /** A delivery by GitHub's rules. */
    Answer github(TestSource source, String id, String event, String body) {
        return github(source, id, event, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    Answer github(TestSource source, String id, String event, String contentType, byte[] body) {
        return post(
                path(source),
                Map.of(
                        "content-type", contentType,
                        "x-github-delivery", id,
                        "x-github-event", event,
                        "x-hub-signature-256", "sha256=" + HexFormat.of().formatHex(mac(utf8(source.secret()), body))),
                body);
    }

    /** A delivery by the rules of Standard Webhooks, signed at a time. */
    Answer standard(TestSource source, String id, Instant time, String body) {
        var key = Base64.getDecoder().decode(source.secret().substring("whsec_".length()));
        var signed = utf8(id + "." + time.getEpochSecond() + "." + body);
        return post(
                path(source),
                Map.of(
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        Long.toString(time.getEpochSecond()),
                        "webhook-signature",
                        "v1," + Base64.getEncoder().encodeToString(mac(key, signed))),
                utf8(body));
    }

    static String path(TestSource source) {
        return "/webhooks/" + source.organization() + "/" + source.id();
    }

    Answer post(String path, Map<String, String> headers, byte[] body) {
        var request = request(path, headers).POST(BodyPublishers.ofByteArray(body));
        return send(request.build());
    }

    Answer get(String path, Map<String, String> headers) {
        return send(request(path, headers).GET().build());
    }

    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        return request;
    }

    private static Answer send(HttpRequest request) {
        try {
            return answer(CLIENT.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException("Expected an answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected an answer to " + request, e);
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new Answer(response.statusCode(), headers, Json.MAPPER.readTree(response.body()));
    }

    private static byte[] mac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The same many times at once. */
    static List<Answer> atOnce(Callable<Answer> delivery, int times) throws InterruptedException, ExecutionException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Answer>();
            for (var future : executor.invokeAll(
                    Stream.generate(() -> delivery).limit(times).toList())) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
