package dev.millrace.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An open socket of the gateway: frames go out, frames come in, one after the other. */
final class Socket implements AutoCloseable {

    private static final int SECONDS = 30;

    private final Frames frames = new Frames();
    private final WebSocket socket;

    private Socket(HttpClient http, URI stream, String token) {
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(stream + "?access_token=" + token), frames)
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
    }

    static Socket open(HttpClient http, Deployment deployment, String token) {
        return new Socket(http, deployment.stream(), token);
    }

    void send(String frame) {
        socket.sendText(frame, true).orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    /** The next frame of a type; those of other types before it are passed over. */
    JsonNode next(String type) throws InterruptedException {
        while (true) {
            @Nullable String text = frames.received.poll(SECONDS, TimeUnit.SECONDS);
            if (text == null) {
                throw new IllegalStateException(
                        "Expected a frame of type %s, but none came in %d s".formatted(type, SECONDS));
            }
            var frame = JsonMapper.shared().readTree(text);
            if (frame.required("type").asString().equals(type)) {
                return frame;
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Frames implements WebSocket.Listener {

        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            parts.append(text);
            if (last) {
                received.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
