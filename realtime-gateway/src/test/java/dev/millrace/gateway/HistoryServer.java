package dev.millrace.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.platform.json.EventJson;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of query-service as the gateway asks for: the events API as NDJSON. */
final class HistoryServer {

    private final Map<String, List<EventRecord>> events = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    HistoryServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/organizations/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    void add(EventRecord event) {
        events.computeIfAbsent(event.organization().value(), _ -> new CopyOnWriteArrayList<>())
                .add(event);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            var organization = exchange.getRequestURI().getPath().split("/", -1)[3];
            var known = events.getOrDefault(organization, List.of());
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            long needed = number(exchange.getRequestHeaders().getFirst("Millrace-After"), 0);
            exchange.getResponseHeaders().add("Millrace-Sequence", Long.toString(known.size()));
            if (authorization == null || !authorization.startsWith("Bearer ")) {
                exchange.sendResponseHeaders(401, -1);
            } else if (known.size() < needed) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                exchange.sendResponseHeaders(200, 0);
                write(exchange, known);
            }
        }
    }

    private static void write(HttpExchange exchange, List<EventRecord> known) throws IOException {
        var query = query(exchange.getRequestURI().getRawQuery());
        long after = number(query.get("after"), 0);
        long limit = number(query.get("limit"), 100);
        var subject = query.get("subject");
        for (var event : known) {
            boolean wanted = subject == null || new Subject(subject).contains(event.subject());
            if (event.sequence() > after && wanted && limit-- > 0) {
                exchange.getResponseBody().write(EventJson.write(event));
                exchange.getResponseBody().write('\n');
            }
        }
    }

    private static Map<String, String> query(String raw) {
        var query = new HashMap<String, String>();
        for (var pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    private static long number(@org.jspecify.annotations.Nullable String text, long otherwise) {
        return text == null ? otherwise : Long.parseLong(text);
    }
}
