package dev.millrace.query.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Reads a stream of server-sent events on a thread of its own. */
final class Sse implements AutoCloseable {

    private final HttpResponse<InputStream> response;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** One event. */
    record Event(String id, String name, String data) {}

    private Sse(HttpResponse<InputStream> response) {
        this.response = response;
    }

    static Sse open(Api api, HttpRequest.Builder request) {
        try {
            var response = api.client()
                    .send(request.header("Accept", "text/event-stream").GET().build(), BodyHandlers.ofInputStream());
            var sse = new Sse(response);
            Thread.ofVirtual().start(sse::read);
            return sse;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    List<Event> events() {
        return events;
    }

    List<String> ids() {
        return events.stream().map(Event::id).toList();
    }

    List<String> comments() {
        return comments;
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            var block = new ArrayList<String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty()) {
                    block.add(line);
                } else {
                    take(block);
                    block.clear();
                }
            }
        } catch (IOException e) {
            // the test has closed it, or the server has
        } finally {
            ended.countDown();
        }
    }

    private void take(List<String> block) {
        block.stream().filter(line -> line.startsWith(":")).forEach(comments::add);
        if (block.stream().anyMatch(line -> line.startsWith("data: "))) {
            events.add(new Event(field(block, "id"), field(block, "event"), field(block, "data")));
        }
    }

    private static String field(List<String> block, String name) {
        return block.stream()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .map(line -> line.substring(name.length() + 2))
                .orElse("");
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
