package dev.millrace.gateway;

import dev.millrace.platform.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client of the stream. */
final class TestSocket implements WebSocket.Listener, AutoCloseable {

    private static final long SECONDS = 20;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    private TestSocket(int port, String query, UnaryOperator<WebSocket.Builder> options) {
        var uri = URI.create("ws://127.0.0.1:" + port + "/v1/stream" + query);
        socket = options.apply(CLIENT.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(SECONDS)))
                .buildAsync(uri, this)
                .join();
    }

    static TestSocket connect(int port, String query, UnaryOperator<WebSocket.Builder> options) {
        return new TestSocket(port, query, options);
    }

    /** Connected and welcome. */
    static TestSocket open(int port, String token) {
        var socket = new TestSocket(port, "", builder -> builder.header("Authorization", "Bearer " + token));
        socket.next("welcome");
        return socket;
    }

    TestSocket send(String frame) {
        socket.sendText(frame, true).join();
        return this;
    }

    WebSocket raw() {
        return socket;
    }

    /** Subscribes and waits for the answer. */
    JsonNode subscribe(String id, String channel, @Nullable Long after) {
        var position = after == null ? "" : ",\"after\":" + after;
        send("{\"type\":\"subscribe\",\"id\":\"%s\",\"channel\":\"%s\"%s}".formatted(id, channel, position));
        return next("subscribed");
    }

    /** The next frame, which must be of this type. */
    JsonNode next(String type) {
        try {
            var frame = frames.poll(SECONDS, TimeUnit.SECONDS);
            if (frame == null || !frame.path("type").asString("").equals(type)) {
                throw new AssertionError("Expected " + type + ", but got " + frame + ", closed: " + closed);
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The sequences of the next events. */
    List<Long> events(int count) {
        var sequences = new ArrayList<Long>(count);
        for (int i = 0; i < count; i++) {
            sequences.add(next("event").path("event").path("sequence").asLong());
        }
        return sequences;
    }

    /** The code that the server closed with. */
    int closeCode() {
        return closed.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    boolean isQuiet() {
        send("{\"type\":\"ping\",\"id\":\"quiet\"}");
        return next("pong").path("id").asString("").equals("quiet");
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        long now = System.nanoTime();
        text.append(data);
        if (last) {
            if (Json.MAPPER.readTree(text.toString()) instanceof ObjectNode frame) {
                frames.add(frame.put("receivedNanos", now));
            }
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
