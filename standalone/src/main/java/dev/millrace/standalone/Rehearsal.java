package dev.millrace.standalone;

import dev.millrace.platform.web.SequenceHeaders;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;

/**
 * Goes through a start, a first command and a first read, so that the JVM can record what they need ({@code -XX:AOTCacheOutput}) and have it at
 * hand at the next start.
 */
final class Rehearsal {

    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private final String base;

    private Rehearsal(String base) {
        this.base = base;
    }

    static void run(Environment environment) throws IOException {
        new Rehearsal("http://127.0.0.1:" + environment.getProperty("local.server.port")).run();
    }

    private void run() throws IOException {
        var credentials = Base64.getEncoder().encodeToString("dev:dev".getBytes(StandardCharsets.UTF_8));
        var answer = send(
                "/oauth2/token",
                "Basic " + credentials,
                "application/x-www-form-urlencoded",
                "grant_type=client_credentials");
        var token = TOKEN.matcher(answer);
        if (!token.find()) {
            throw new IOException("Expected a token, but got none");
        }
        var bearer = "Bearer " + token.group(1);
        post(bearer, "/v1/organizations", """
                {"organization":"rehearsal","name":"Rehearsal"}""");
        post(bearer, "/v1/organizations/rehearsal/commands", """
                {"type":"table.define","data":{"table":"t","schema":{"type":"object"}}}""");
        post(bearer, "/v1/organizations/rehearsal/commands", """
                {"type":"row.put","data":{"table":"t","row":"1","data":{"title":"first"}}}""");
        get(bearer, "/v1/organizations/rehearsal/tables/t/rows");
        get(bearer, "/v1/organizations/rehearsal/events");
        get(bearer, "/metrics");
    }

    private void post(String bearer, String path, String json) throws IOException {
        send(path, bearer, "application/json", json);
    }

    private void get(String bearer, String path) throws IOException {
        answer(connection(path, bearer));
    }

    private String send(String path, String authorization, String contentType, String body) throws IOException {
        var connection = connection(path, authorization);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", contentType);
        connection.setDoOutput(true);
        try (var output = connection.getOutputStream()) {
            output.write(body.getBytes(StandardCharsets.UTF_8));
        }
        return answer(connection);
    }

    private HttpURLConnection connection(String path, String authorization) throws IOException {
        var connection = (HttpURLConnection) URI.create(base + path).toURL().openConnection();
        connection.setRequestProperty("Authorization", authorization);
        connection.setRequestProperty(SequenceHeaders.AFTER, "3");
        connection.setReadTimeout(20_000);
        return connection;
    }

    /** The answer, or nothing where it was a refusal: a rehearsal is no test. */
    private static String answer(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            return "";
        }
        try (var input = connection.getInputStream()) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
