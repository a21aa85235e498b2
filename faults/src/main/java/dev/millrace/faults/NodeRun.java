package dev.millrace.faults;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Disturbs the one process that is everything while it is under load, then checks every promise.
 *
 * @param seed     of what the clients send
 * @param schedule what happens, and when
 * @param progress is told how the process came back each time
 */
record NodeRun(long seed, Schedule schedule, Crowd.Size size, Consumer<Recovery> progress) {

    /** Starts the node; at the end the projections are compared with a rebuild. */
    Audit.Findings runAlone(Node node) throws IOException, InterruptedException {
        node.start();
        try (var api = node.api();
                var crowd = new Crowd(api, seed, size)) {
            load(node, crowd);
            return new Audit(api, crowd).findingsWithRebuild(Topic.whole(node.bootstrapServers()));
        }
    }

    /** On a node that runs, with what earlier runs left in it. */
    Audit.Findings runNext(Node node) throws IOException, InterruptedException {
        var topic = Topic.fromNow(node.bootstrapServers());
        try (var api = node.api();
                var crowd = new Crowd(api, seed, size)) {
            load(node, crowd);
            return new Audit(api, crowd).findings(topic);
        }
    }

    private void load(Node node, Crowd crowd) throws IOException, InterruptedException {
        crowd.start();
        for (var step : schedule.steps()) {
            LockSupport.parkNanos(step.after().toNanos());
            crowd.load().measureAnew();
            var ready = node.suffer(step.what());
            crowd.load().awaitAnswers();
            progress.accept(new Recovery(step.what(), ready, crowd.load().longestSilence()));
        }
        LockSupport.parkNanos(schedule.tail().toNanos());
        crowd.endLoad();
    }
}
