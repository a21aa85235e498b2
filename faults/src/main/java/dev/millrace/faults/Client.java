package dev.millrace.faults;

import dev.millrace.faults.History.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One client of one organization: sends a command after the other, each until it is answered, and some again later. Runs until it is told to stop. */
final class Client implements Runnable {

    private static final long PAUSE_NANOS = 100_000_000;

    private final Api api;
    private final History history;
    private final Workload workload;
    private final AtomicBoolean stop;
    private final List<Workload.Request> answered = new ArrayList<>();

    Client(Api api, History history, Workload workload, AtomicBoolean stop) {
        this.api = api;
        this.history = history;
        this.workload = workload;
        this.stop = stop;
    }

    @Override
    public void run() {
        try {
            while (!stop.get()) {
                if (!answered.isEmpty() && workload.isTimeToRepeat()) {
                    sendUntilAnswered(answered.get(workload.below(answered.size())));
                }
                var request = workload.next();
                if (sendUntilAnswered(request)) {
                    answered.add(request);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean sendUntilAnswered(Workload.Request request) throws InterruptedException {
        while (true) {
            history.note(request.id(), new Answer.Unknown());
            try {
                var answer = read(api.post(request.path(history.organization()), request.body()));
                history.note(request.id(), answer);
                if (!(answer instanceof Answer.Unknown)) {
                    return true;
                }
            } catch (IOException systemIsDown) {
                // the same command goes out again under the same id
            }
            if (stop.get()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static Answer read(Api.Reply reply) {
        return switch (reply.status()) {
            case 200 ->
                new Answer.Accepted(
                        reply.body().required("firstSequence").asLong(),
                        reply.body().required("lastSequence").asLong(),
                        reply.body().required("events").size());
            case 422 -> new Answer.Rejected(reply.body().required("code").asString());
            case 202, 500, 502, 503, 504 -> new Answer.Unknown();
            default -> throw new IllegalStateException("Expected an outcome, but got " + reply);
        };
    }
}
