package dev.millrace.bench.child;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * What a process answers to {@code /ready}.
 *
 * @param status 0 while nobody listens
 * @param body   empty where there is none
 */
record HttpHealth(int status, String body) {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final HttpHealth SILENT = new HttpHealth(0, "");

    /** Asks the process that listens on a port of this machine. */
    static HttpHealth of(int port) throws IOException {
        var ready = URI.create("http://127.0.0.1:%d/ready".formatted(port)).toURL();
        var connection = (HttpURLConnection) ready.openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try {
            int status = connection.getResponseCode();
            try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new HttpHealth(
                        status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return SILENT;
        } finally {
            connection.disconnect();
        }
    }

    boolean isReady() {
        return status == HttpURLConnection.HTTP_OK;
    }
}
