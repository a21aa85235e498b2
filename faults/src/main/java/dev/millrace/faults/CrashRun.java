package dev.millrace.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Kills the whole process again and again under load, then checks every promise, and at last rebuilds the projections from zero and compares.
 *
 * @param seed          where everything random comes from
 * @param kills         how often the process is killed
 * @param organizations how many organizations are written to
 * @param clients       how many clients each of them has
 * @param progress      where it tells how far it is
 */
record CrashRun(long seed, int kills, int organizations, int clients, Consumer<String> progress) {

    /** What a run found: nothing in {@code violations} if all promises were kept. */
    record Result(long seed, int commands, int events, List<String> violations) {
        Result {
            violations = List.copyOf(violations);
        }
    }

    Result run(Path jar, Path data) throws IOException, InterruptedException {
        var stop = new AtomicBoolean();
        var histories = IntStream.range(0, organizations)
                .mapToObj(number -> new History("org-" + number))
                .toList();
        try (var node = new Node(jar, data);
                var api = new Api(node.address());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            node.start();
            node.awaitReady(api);
            api.signIn();
            for (var history : histories) {
                setUp(api, history);
            }
            startClients(api, histories, stop, threads);
            try {
                killAgainAndAgain(node, api);
            } finally {
                stop.set(true); // or the clients would never end when the system does not come back
            }
            threads.shutdown();
            if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
                throw new IOException("Expected every client to finish within 60 s of the last restart");
            }
            return check(api, histories);
        }
    }

    private static void setUp(Api api, History history) throws IOException, InterruptedException {
        var created = api.post(
                "/v1/organizations", "{\"organization\":\"%1$s\",\"name\":\"%1$s\"}".formatted(history.organization()));
        noteSetUp(history, created);
        noteSetUp(history, api.post("/v1/organizations/" + history.organization() + "/commands", Workload.DEFINITION));
    }

    private static void noteSetUp(History history, Api.Reply reply) throws IOException {
        if (reply.status() != 200) {
            throw new IOException("Expected the set-up to succeed, but got " + reply);
        }
        history.note(
                reply.body().required("id").asString(),
                new History.Answer.Accepted(
                        reply.body().required("firstSequence").asLong(),
                        reply.body().required("lastSequence").asLong(),
                        reply.body().required("events").size()));
    }

    private void startClients(Api api, List<History> histories, AtomicBoolean stop, ExecutorService threads) {
        long clientSeed = seed;
        for (var history : histories) {
            for (int i = 0; i < clients; i++) {
                threads.execute(new Client(api, history, new Workload(clientSeed++ * 31), stop));
            }
        }
    }

    private void killAgainAndAgain(Node node, Api api) throws IOException, InterruptedException {
        var random = new Random(seed);
        for (int kill = 1; kill <= kills; kill++) {
            // somewhere inside a busy second, so that the kill falls between any two lines
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1000 + random.nextInt(2000)));
            node.kill();
            long from = System.nanoTime();
            node.start();
            node.awaitReady(api);
            progress.accept(
                    "kill %d of %d: ready again after %.1f s".formatted(kill, kills, (System.nanoTime() - from) / 1e9));
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }

    private Result check(Api api, List<History> histories) throws IOException, InterruptedException {
        var violations = new ArrayList<String>();
        var before = new ArrayList<List<String>>();
        int commands = 0;
        int events = 0;
        for (var history : histories) {
            var log = api.log(history.organization(), lastKnown(history));
            Checker.violations(history, log).forEach(it -> violations.add(history.organization() + ": " + it));
            before.add(projected(api, history, log.size()));
            commands += history.answers().size();
            events += log.size();
        }
        rebuild(api);
        for (int i = 0; i < histories.size(); i++) {
            var after = projected(api, histories.get(i), lastKnown(histories.get(i)));
            if (!after.equals(before.get(i))) {
                violations.add("%s: the rebuilt projections differ"
                        .formatted(histories.get(i).organization()));
            }
        }
        return new Result(seed, commands, events, violations);
    }

    /** Everything the read side says of an organization: its events, then its rows. */
    private static List<String> projected(Api api, History history, long atLeast)
            throws IOException, InterruptedException {
        var all = new ArrayList<String>();
        api.log(history.organization(), atLeast).forEach(event -> all.add(event.toString()));
        all.addAll(api.rows(history.organization(), Workload.TABLE, atLeast));
        return all;
    }

    private static long lastKnown(History history) {
        return history.answers().values().stream()
                .mapToLong(answer -> answer instanceof History.Answer.Accepted accepted ? accepted.lastSequence() : 0)
                .max()
                .orElse(0);
    }

    private static void rebuild(Api api) throws IOException, InterruptedException {
        var reply = api.post("/v1/admin/projections/query:rebuild", "");
        if (reply.status() / 100 != 2) {
            throw new IOException("Expected the rebuild to be accepted, but got " + reply);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        var state = "building";
        while (!state.equals("idle")) {
            if (state.equals("failed") || System.nanoTime() > deadline) {
                throw new IOException("Expected the rebuild to end well within 120 s, but it is " + state);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            state = api.get("/v1/admin/projections", 0).body().path("rebuild").asString();
        }
    }
}
