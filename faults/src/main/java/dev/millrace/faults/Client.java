package dev.millrace.faults;

import dev.millrace.faults.History.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One client of one organization: sends a command after the other, each until it is answered, reads some of what it wrote, and sends some again later. Runs until it is
 * told to stop.
 */
final class Client implements Runnable {

    private static final long RETRY_NANOS = 100_000_000;

    private final Api api;
    private final History history;
    private final Workload workload;
    private final Load load;
    private final List<Workload.Request> answered = new ArrayList<>();

    /** Takes nodes in turn, so that what one does not answer goes to another. */
    private int turn;

    Client(Api api, History history, Workload workload, Load load) {
        this.api = api;
        this.history = history;
        this.workload = workload;
        this.load = load;
        this.turn = history.organization().hashCode();
    }

    @Override
    public void run() {
        try {
            long dueNanos = System.nanoTime();
            while (!load.isOver()) {
                if (!answered.isEmpty() && workload.isTimeToRepeat()) {
                    sendUntilAnswered(answered.get(workload.below(answered.size())));
                }
                var request = workload.next();
                if (sendUntilAnswered(request)) {
                    answered.add(request);
                    if (workload.isTimeToRead()) {
                        read(request);
                    }
                }
                dueNanos = load.nextNanos(dueNanos, System.nanoTime());
                LockSupport.parkNanos(dueNanos - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the organization and its table; false if that was not answered in time, or was refused. */
    boolean setUp() throws InterruptedException {
        for (var request : workload.setUp()) {
            if (!sendUntilAnswered(request) || !(history.answers().get(request.id()) instanceof Answer.Accepted)) {
                return false;
            }
        }
        return true;
    }

    /** Sends one more command until it is answered. Everything that was sent before it has been decided then. */
    boolean settle() throws InterruptedException {
        return sendUntilAnswered(workload.next());
    }

    private boolean sendUntilAnswered(Workload.Request request) throws InterruptedException {
        long sentNanos = System.nanoTime();
        long pauseNanos = 0; // first it asks the next node at once
        while (true) {
            history.note(request.id(), new Answer.Unknown());
            try {
                var answer = read(request.id(), api.post(request.path(history.organization()), request.body(), turn++));
                history.note(request.id(), answer);
                if (!(answer instanceof Answer.Unknown)) {
                    load.answered(history.organization(), sentNanos);
                    return true;
                }
            } catch (IOException systemIsDown) {
                // the same command goes out again under the same id
            }
            if (load.isOver()) {
                load.gaveUp(history.organization(), sentNanos);
                return false;
            }
            load.retried();
            LockSupport.parkNanos(pauseNanos);
            pauseNanos = RETRY_NANOS;
        }
    }

    private Answer read(String id, Api.Reply reply) {
        return switch (reply.status()) {
            case 200 ->
                new Answer.Accepted(
                        reply.body().required("firstSequence").asLong(),
                        reply.body().required("lastSequence").asLong(),
                        reply.body().required("events").size());
            case 422 -> new Answer.Rejected(reply.body().required("code").asString());
            case 202, 500, 502, 503, 504 -> new Answer.Unknown();
            default -> {
                history.noteUnexpected(id, reply);
                yield new Answer.Unknown();
            }
        };
    }

    /** Reads its own write, which must be visible to whoever asks for its sequence. */
    private void read(Workload.Request request) throws InterruptedException {
        if (request.row() == null || !(history.answers().get(request.id()) instanceof Answer.Accepted accepted)) {
            return;
        }
        var place = "table/" + Workload.TABLE + "/row/" + request.row();
        try {
            var reply = api.get(
                    "/v1/organizations/%s/tables/%s/rows/%s"
                            .formatted(history.organization(), Workload.TABLE, request.row()),
                    accepted.lastSequence());
            if (reply.status() == 200) {
                var data = reply.body().required("data").toString();
                history.note(new History.Read(place, accepted.lastSequence(), reply.shows(), data));
            } else if (reply.status() == 404) {
                history.note(new History.Read(place, accepted.lastSequence(), reply.shows(), null));
            } // else it says that it cannot tell now
        } catch (IOException systemIsDown) {
            // nothing was read
        }
    }
}
