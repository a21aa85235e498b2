package dev.millrace.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The end of a run: everything that the system says now is held against what its clients were told, and then once more against what a rebuild from zero says. */
final class Audit {

    private final Api api;
    private final Crowd crowd;
    private final List<String> violations = new ArrayList<>();

    Audit(Api api, Crowd crowd) {
        this.api = api;
        this.crowd = crowd;
    }

    /**
     * What a run found: nothing in {@code violations} if all promises were kept.
     *
     * @param reads of clients that read what they had written
     */
    record Findings(int commands, int events, int reads, List<String> violations) {
        Findings {
            violations = List.copyOf(violations);
        }
    }

    /** Checks everything. The load has ended. */
    Findings findings(String bootstrapServers) throws IOException, InterruptedException {
        var histories = crowd.histories();
        var logs = new ArrayList<List<LoggedEvent>>();
        for (var history : histories) {
            logs.add(api.log(history.organization(), history.newest()));
        }
        violations.addAll(crowd.endSubscriptions(logs));
        var topic = Topic.read(bootstrapServers);
        for (int i = 0; i < histories.size(); i++) {
            var history = histories.get(i);
            var log = logs.get(i);
            add(history, Checker.violations(history, log));
            add(history, Checker.missightings(history.sightings(), log));
            add(history, Checker.misplacements(topic.getOrDefault(history.organization(), List.of()), log));
        }
        try {
            compareWithRebuild(logs);
        } catch (IOException e) { // what cannot be read or rebuilt is not what was promised either
            violations.add("not comparable with a rebuild: " + e.getMessage());
        }
        return new Findings(
                histories.stream().mapToInt(history -> history.answers().size()).sum(),
                logs.stream().mapToInt(List::size).sum(),
                histories.stream().mapToInt(history -> history.reads().size()).sum(),
                violations);
    }

    private void add(History history, List<String> found) {
        found.forEach(it -> violations.add(history.organization() + ": " + it));
    }

    private void compareWithRebuild(List<List<LoggedEvent>> logs) throws IOException, InterruptedException {
        var before = new ArrayList<List<String>>();
        for (var history : crowd.histories()) {
            before.add(api.rows(history.organization(), Workload.TABLE, history.newest()));
        }
        rebuild();
        for (int i = 0; i < before.size(); i++) {
            var history = crowd.histories().get(i);
            if (!api.log(history.organization(), history.newest()).equals(logs.get(i))) {
                add(history, List.of("the rebuilt log differs"));
            }
            if (!api.rows(history.organization(), Workload.TABLE, history.newest())
                    .equals(before.get(i))) {
                add(history, List.of("the rebuilt rows differ"));
            }
        }
    }

    private void rebuild() throws IOException, InterruptedException {
        var reply = api.postQuery("/v1/admin/projections/query:rebuild");
        if (reply.status() / 100 != 2) {
            throw new IOException("Expected the rebuild to be accepted, but got " + reply);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        var state = "building";
        while (!state.equals("idle")) {
            if (state.equals("failed") || System.nanoTime() > deadline) {
                throw new IOException("Expected the rebuild to end well within 120 s, but it is " + state);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            state = api.get("/v1/admin/projections", 0).body().path("rebuild").asString();
        }
    }
}
