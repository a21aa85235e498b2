package dev.millrace.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every example of npm's {@code @octokit/webhooks-examples}: what GitHub really sends, signed as GitHub signs it. */
record GithubDeliveries(List<Delivery> all) {

    /** One request of the provider. */
    record Delivery(String id, String event, JsonNode payload) {

        byte[] body() {
            return payload.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    static GithubDeliveries of(NpmPackage npm) throws IOException {
        var examples =
                JsonMapper.shared().readTree(npm.read("@octokit/webhooks-examples", "api.github.com/index.json"));
        var deliveries = new ArrayList<Delivery>();
        for (var event : examples) {
            for (var payload : event.required("examples")) {
                deliveries.add(new Delivery(
                        UUID.randomUUID().toString(), event.required("name").asString(), payload));
            }
        }
        return new GithubDeliveries(List.copyOf(deliveries));
    }

    List<Delivery> of(String event) {
        return all.stream().filter(delivery -> delivery.event().equals(event)).toList();
    }

    /** Posts one after the other, and fails unless each is answered with 202. */
    void post(HttpClient http, URI endpoint, String secret) throws IOException, InterruptedException {
        for (var delivery : all) {
            var body = delivery.body();
            var request = HttpRequest.newBuilder(endpoint)
                    .header("Content-Type", "application/json")
                    .header("X-GitHub-Event", delivery.event())
                    .header("X-GitHub-Delivery", delivery.id())
                    .header("X-Hub-Signature-256", "sha256=" + signature(secret, body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 202) {
                throw new IOException("Expected %s %s to be taken, but got %d: %s"
                        .formatted(delivery.event(), delivery.id(), answer.statusCode(), answer.body()));
            }
        }
    }

    private static String signature(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
