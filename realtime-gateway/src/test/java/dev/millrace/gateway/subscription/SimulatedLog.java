package dev.millrace.gateway.subscription;

import dev.millrace.gateway.history.History;
import dev.millrace.gateway.history.HistoryPage;
import dev.millrace.gateway.history.HistoryRequest;
import dev.millrace.gateway.history.HistoryUnavailable;
import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** One organization's log, a read side that follows it at its own pace, and history requests that are answered when the test says so. */
final class SimulatedLog implements History {

    static final OrganizationId ORGANIZATION = new OrganizationId("acme");
    private static final List<String> SUBJECTS =
            List.of("organization", "table/a", "table/a/row/1", "table/a/row/2", "table/b", "table/b/row/1/2");

    private final Random random;
    private final List<EncodedEvent> events = new ArrayList<>();
    private final List<Runnable> open = new ArrayList<>();
    private int visible;
    private boolean failing = true;

    SimulatedLog(Random random) {
        this.random = random;
    }

    EncodedEvent append() {
        long sequence = events.size() + 1L;
        var subject = new Subject(SUBJECTS.get(random.nextInt(SUBJECTS.size())));
        var event = new EncodedEvent(ORGANIZATION, sequence, subject, RawJson.of("{\"sequence\":" + sequence + "}"));
        events.add(event);
        return event;
    }

    List<EncodedEvent> events() {
        return events;
    }

    int head() {
        return events.size();
    }

    /** The read side applies some more. */
    void project() {
        visible += random.nextInt(events.size() - visible + 1);
    }

    int visible() {
        return visible;
    }

    /** No more failures, and everything is visible. */
    void heal() {
        failing = false;
        visible = events.size();
    }

    /** Answers one of the open requests. */
    boolean answerOne() {
        if (open.isEmpty()) {
            return false;
        }
        open.remove(random.nextInt(open.size())).run();
        return true;
    }

    @Override
    public CompletableFuture<HistoryPage> fetch(HistoryRequest request) {
        var answer = new CompletableFuture<HistoryPage>();
        open.add(() -> {
            if (visible < request.upTo() || (failing && random.nextInt(4) == 0)) {
                answer.completeExceptionally(new HistoryUnavailable("not now", null));
            } else {
                answer.complete(page(request));
            }
        });
        return answer;
    }

    @Override
    public CompletableFuture<Long> head(OrganizationId organization, String token) {
        var answer = new CompletableFuture<Long>();
        open.add(() -> {
            if (token.equals("bad")) {
                answer.completeExceptionally(new Problem(ErrorCode.FORBIDDEN, "not yours"));
            } else if (failing && random.nextInt(4) == 0) {
                answer.completeExceptionally(new HistoryUnavailable("not now", null));
            } else {
                answer.complete((long) visible);
            }
        });
        return answer;
    }

    private HistoryPage page(HistoryRequest request) {
        int limit = 1 + random.nextInt(5);
        var page = new ArrayList<EncodedEvent>();
        for (long sequence = request.after() + 1; sequence <= visible; sequence++) {
            var event = events.get((int) sequence - 1);
            if (request.channel().carries(event.subject())) {
                page.add(event);
                if (page.size() == limit) {
                    return new HistoryPage(page, sequence);
                }
            }
        }
        return new HistoryPage(page, Math.max(visible, request.upTo()));
    }
}
