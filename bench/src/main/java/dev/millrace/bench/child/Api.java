package dev.millrace.bench.child;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/** The API for what is not measured: tokens, setting up, asking how far projections are. */
public final class Api implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration TOKEN_KEPT = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private String token = "";
    private long tokenFrom;

    /** The API at an address, with the development client's rights. Not thread-safe. */
    public Api(InetSocketAddress server) {
        base = URI.create("http://%s:%d".formatted(server.getHostString(), server.getPort()));
    }

    private String fetchToken() throws IOException {
        var credentials = Base64.getEncoder().encodeToString("dev:dev".getBytes(StandardCharsets.US_ASCII));
        var request = HttpRequest.newBuilder(base.resolve("/oauth2/token"))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"));
        return JSON.readTree(send(request).body()).at("/access_token").asString();
    }

    /** A bearer token for every organization, at most a minute old: tokens may be short-lived. */
    public String token() throws IOException {
        long now = System.nanoTime();
        if (token.isEmpty() || now - tokenFrom > TOKEN_KEPT.toNanos()) {
            token = fetchToken();
            tokenFrom = now;
        }
        return token;
    }

    /** Creates an organization and defines a table in it. */
    public void createOrganization(String organization, String table, String schema) throws IOException {
        command(organization, "organization.create", "{\"name\":\"%s\"}".formatted(organization));
        command(organization, "table.define", "{\"table\":\"%s\",\"schema\":%s}".formatted(table, schema));
    }

    /** Registers a source of deliveries that are signed as GitHub does. */
    public void registerSource(String organization, String source, String secret, String mapping) throws IOException {
        command(organization, "webhook-source.register", """
                {"source":"%s","scheme":"github","secret":"%s","mappings":[%s]}""".formatted(source, secret, mapping));
    }

    private void command(String organization, String type, String data) throws IOException {
        send(authorized("/v1/organizations/" + organization + "/commands")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"type\":\"%s\",\"data\":%s}".formatted(type, data))));
    }

    /** The sequence of an organization's newest event that the rows show. */
    public long projectedSequence(String organization, String table) throws IOException {
        var path = "/v1/organizations/%s/tables/%s/rows?limit=1".formatted(organization, table);
        var response = send(authorized(path).GET());
        return response.headers()
                .firstValueAsLong("Millrace-Sequence")
                .orElseThrow(() -> new IOException("Expected a header Millrace-Sequence of " + path));
    }

    /** Begins to make the projections anew. */
    public void startRebuild() throws IOException {
        send(authorized("/v1/admin/projections/query:rebuild").POST(BodyPublishers.noBody()));
    }

    /** {@code idle}, {@code building}, {@code switching} or {@code failed}. */
    public String rebuildState() throws IOException {
        var report = send(authorized("/v1/admin/projections").GET()).body();
        return JSON.readTree(report).at("/rebuild").asString();
    }

    /** Records that the projections in use have still to apply, all together; it counts marks of transactions too, so it does not come down to 0. */
    public long projectionLag() throws IOException {
        var report = send(authorized("/v1/admin/projections").GET()).body();
        long lag = 0;
        for (var projection : JSON.readTree(report).at("/live")) {
            lag += projection.at("/lag").asLong();
        }
        return lag;
    }

    private HttpRequest.Builder authorized(String path) throws IOException {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token());
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) throws IOException {
        var request = builder.timeout(TIMEOUT).build();
        try {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException("Expected 2xx for %s %s, but got %d: %s"
                        .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + request.uri(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
