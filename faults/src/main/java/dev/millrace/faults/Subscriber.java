package dev.millrace.faults;

import dev.millrace.faults.History.Sighting;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One client that watches an organization over a socket, and opens the next one from where it is whenever a socket ends. It drops nothing by itself: what it notes is
 * what the gateways sent.
 */
final class Subscriber implements Runnable {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final long RETRY_NANOS = 200_000_000;

    private final Api api;
    private final History history;
    private volatile long last;
    private volatile boolean stopped;

    Subscriber(Api api, History history) {
        this.api = api;
        this.history = history;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                watchOnce();
                if (!stopped) {
                    LockSupport.parkNanos(RETRY_NANOS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it has seen a sequence; false if it has not in time. */
    boolean awaitSeen(long sequence, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (last < sequence && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return last >= sequence;
    }

    void stop() {
        stopped = true;
    }

    private void watchOnce() throws InterruptedException {
        var frames = new Frames();
        try {
            var socket = api.open(frames);
            var _ = socket.sendText(
                    "{\"type\":\"subscribe\",\"id\":\"s\",\"channel\":\"organization/%s\",\"after\":%d}"
                            .formatted(history.organization(), last),
                    true);
            while (!stopped && !frames.ended.await(20, TimeUnit.MILLISECONDS)) {
                // frames arrive on the client's threads
            }
            frames.end();
            socket.abort();
        } catch (IOException noGatewayNow) {
            frames.end();
        }
    }

    /** The frames of one socket, one after the other; none counts once the next socket may begin. */
    private final class Frames implements WebSocket.Listener {

        private final CountDownLatch ended = new CountDownLatch(1);
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            parts.append(text);
            if (isLast) {
                take(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private synchronized void take(String text) {
            if (ended.getCount() == 0) {
                return;
            }
            var frame = MAPPER.readTree(text);
            switch (frame.required("type").asString()) {
                case "event" -> {
                    var event = frame.required("event");
                    long sequence = event.required("sequence").asLong();
                    history.note(new Sighting(sequence, event.required("id").asString()));
                    last = sequence;
                }
                case "error" -> ended.countDown();
                default -> {
                    // welcome, subscribed
                }
            }
        }

        private synchronized void end() {
            ended.countDown();
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            end();
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end();
        }
    }
}
