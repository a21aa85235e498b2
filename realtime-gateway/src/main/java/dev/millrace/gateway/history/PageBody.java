package dev.millrace.gateway.history;

import dev.millrace.gateway.protocol.EncodedEvent;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads an answer of NDJSON line by line until the page is full, then drops the rest. */
final class PageBody implements BodySubscriber<HistoryPage> {

    /** No event is larger: a row has at most some MB. */
    private static final int MAX_LINE_BYTES = 16 * 1024 * 1024;

    private final CompletableFuture<HistoryPage> page = new CompletableFuture<>();
    private final HistoryRequest request;
    private final EventLines lines;
    private final int maxEvents;
    private final int maxBytes;
    private final List<EncodedEvent> events = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private Flow.@Nullable Subscription subscription;
    private int count;
    private int bytes;

    PageBody(HistoryRequest request, int maxEvents, int maxBytes) {
        this.request = request;
        this.lines = new EventLines(request);
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<HistoryPage> getBody() {
        return page;
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
        subscription = upstream;
        upstream.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (page.isDone()) {
            return;
        }
        try {
            for (var buffer : buffers) {
                read(buffer);
            }
        } catch (HistoryUnavailable e) {
            page.completeExceptionally(e);
        }
        if (page.isDone()) {
            upstream().cancel();
        } else {
            upstream().request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        page.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        if (page.isDone()) {
            return;
        }
        try {
            endOfLine();
            if (!page.isDone()) {
                page.complete(new HistoryPage(events, lines.completeAtEnd()));
            }
        } catch (HistoryUnavailable e) {
            page.completeExceptionally(e);
        }
    }

    private void read(ByteBuffer buffer) {
        while (buffer.hasRemaining() && !page.isDone()) {
            int start = buffer.position();
            int end = start;
            while (end < buffer.limit() && buffer.get(end) != '\n') {
                end++;
            }
            append(buffer, end - start);
            if (end < buffer.limit()) {
                buffer.position(end + 1);
                endOfLine();
            }
        }
    }

    private void append(ByteBuffer buffer, int length) {
        if (line.size() + length > MAX_LINE_BYTES) {
            throw new HistoryUnavailable("Expected lines of at most %d bytes".formatted(MAX_LINE_BYTES), null);
        }
        var chunk = new byte[length];
        buffer.get(chunk);
        line.writeBytes(chunk);
    }

    private void endOfLine() {
        if (line.size() == 0) {
            return;
        }
        var event = lines.next(line.toByteArray());
        line.reset();
        count++;
        bytes += event.length();
        if (request.channel().carries(event.subject())) {
            events.add(event);
        }
        if (count >= maxEvents || bytes >= maxBytes) {
            page.complete(new HistoryPage(events, event.sequence()));
        }
    }

    private Flow.Subscription upstream() {
        var current = subscription;
        if (current == null) {
            throw new IllegalStateException("Expected a subscription before the first buffer");
        }
        return current;
    }
}
