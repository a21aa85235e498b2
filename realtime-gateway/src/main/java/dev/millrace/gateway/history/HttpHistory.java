package dev.millrace.gateway.history;

import dev.millrace.platform.web.Problem;
import dev.millrace.platform.web.SequenceHeaders;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.realtime.Channel;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * History from query-service's events API, as NDJSON, with the subscriber's own token. {@code Millrace-After} makes it wait until its projection has reached
 * the sequence that the page is to be complete to. Bounded in concurrency; a page is read until it is full and the rest of the answer is dropped, so that a slow
 * socket never holds a cursor open in the database.
 */
public final class HttpHistory implements History, AutoCloseable {

    private static final String NDJSON = "application/x-ndjson";

    /** About one for each session that a node may have. */
    private static final int MAX_WAITING = 50_000;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private final HistorySettings settings;
    private final HttpClient client;
    private final Line line;

    public HttpHistory(HistorySettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("gateway-history-", 0).factory()))
                .build();
        this.line = new Line(settings.maxConcurrent(), MAX_WAITING);
    }

    @Override
    public CompletableFuture<HistoryPage> fetch(HistoryRequest request) {
        var channel = request.channel();
        var query = "after=" + request.after() + "&limit=" + settings.pageEvents()
                + (channel.path().equals(Channel.EVERYTHING) ? "" : "&subject=" + encoded(channel.path()));
        var http = events(channel.organization(), query, request.token())
                .header("Accept", NDJSON)
                .header(SequenceHeaders.AFTER, Long.toString(request.upTo()))
                .build();
        return line.enter(() -> bounded(client.sendAsync(http, info -> switch (info.statusCode()) {
                    case 200 -> new PageBody(request, settings.pageEvents(), settings.pageBytes());
                    default -> BodySubscribers.replacing(new HistoryPage(List.of(), request.after()));
                })))
                .thenApply(response -> {
                    requireSuccess(response);
                    return response.body();
                });
    }

    @Override
    public CompletableFuture<Long> head(OrganizationId organization, String token) {
        var http = events(organization, "limit=1", token)
                .header("Accept", "application/json")
                .build();
        return line.enter(() -> bounded(client.sendAsync(http, BodyHandlers.discarding())))
                .thenApply(response -> {
                    if (response.statusCode() == 404) {
                        return 0L; // never created: its first event will be its head
                    }
                    requireSuccess(response);
                    return response.headers()
                            .firstValueAsLong(SequenceHeaders.SEQUENCE)
                            .orElseThrow(() ->
                                    new HistoryUnavailable("Expected the header " + SequenceHeaders.SEQUENCE, null));
                });
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder events(OrganizationId organization, String query, String token) {
        var base = settings.queryUrl().toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(
                        URI.create(base + "/v1/organizations/" + organization.value() + "/events?" + query))
                .header("Authorization", "Bearer " + token)
                .timeout(settings.timeout());
    }

    /** The request's own timeout ends with the headers; this one includes the body. */
    private <T> CompletableFuture<T> bounded(CompletableFuture<T> response) {
        return response.orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void requireSuccess(HttpResponse<?> response) {
        switch (response.statusCode()) {
            case 200 -> {}
            case 400 -> throw new Problem(ErrorCode.INVALID_PARAMETER, "Expected a channel that can be read back");
            case 401 -> throw new Problem(ErrorCode.UNAUTHENTICATED, "Expected a token that may read the history");
            case 403 -> throw new Problem(ErrorCode.FORBIDDEN, "Expected a token that may read the history");
            default ->
                throw new HistoryUnavailable(
                        "Expected status 200 from query-service, but got " + response.statusCode(), null);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
