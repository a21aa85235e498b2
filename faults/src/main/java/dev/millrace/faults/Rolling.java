package dev.millrace.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Restarts every node of every service under a steady rate of commands, each when the cluster sustains the rate again, and counts what clients notice.
 *
 * @param rate     of commands a second, of all clients together
 * @param progress is told each service
 */
record Rolling(long seed, int rate, Consumer<String> progress) {

    private static final int ORGANIZATIONS = 50;

    /** Of each. Each sends nothing while it waits, so there are as many as keep the rate up while none waits for longer than 1.2 s at 500 a second. */
    private static final int CLIENTS = 12;

    /** A node that is stopped says so; whoever gave up one that is only slow would make it slower. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A command that was not answered by then, however often it was sent, counts as failed. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    private static final Duration CALM = Duration.ofSeconds(1);

    /** Two processors took half a minute after everything was started; others may have more to do besides. */
    private static final Duration CALM_WITHIN = Duration.ofMinutes(5);

    /** A record holds the classes that were loaded by then. */
    private static final Duration REHEARSAL = Duration.ofSeconds(60);

    private static final Duration REHEARSED_PAUSE = Duration.ofMillis(200);

    Audit.Findings run(Cluster cluster) throws IOException, InterruptedException {
        var steady = new SteadyRate(rate, CALM, CALM_WITHIN);
        var size = new Crowd.Size(ORGANIZATIONS, CLIENTS, steady.pause(ORGANIZATIONS * CLIENTS), 0);
        try (var api = new Api(cluster, PATIENCE);
                var calm = new Api(cluster.firstNodes());
                var crowd = new Crowd(api, seed, size)) {
            api.useToken(cluster.token());
            calm.useToken(cluster.token());
            rehearse(api, cluster);
            var topic = Topic.fromNow(cluster.brokers().bootstrapServers());
            crowd.start();
            steady.await(crowd.load(), progress);
            long lateWhileCold = crowd.load().slowerThan(ANSWERED_WITHIN);
            for (var service : List.of(Service.INGEST, Service.QUERY, Service.GATEWAY, Service.COMMAND)) {
                for (int node = 0; node < Cluster.NODES; node++) {
                    restart(cluster.node(service, node), cluster, crowd.load());
                    steady.await(crowd.load(), progress);
                }
            }
            crowd.endLoad();
            long failed = crowd.load().slowerThan(ANSWERED_WITHIN) - lateWhileCold;
            progress.accept("%d commands were not answered within %d s".formatted(failed, ANSWERED_WITHIN.toSeconds()));
            var late = failed == 0 ? List.<String>of() : List.of(failed + " commands failed");
            return new Audit(calm, crowd).findings(topic).and(late);
        }
    }

    /** Others are busy for a while with the nodes that record their starts. No load goes on while those write the records, which takes both processors. */
    private void rehearse(Api api, Cluster cluster) throws IOException, InterruptedException {
        try (var others = new Crowd(api, -seed, new Crowd.Size(ORGANIZATIONS, 1, REHEARSED_PAUSE, 0))) {
            others.start();
            LockSupport.parkNanos(REHEARSAL.toNanos());
            others.endLoad();
        }
        cluster.useRecords();
    }

    private void restart(ServiceNode node, Cluster cluster, Load load) throws IOException, InterruptedException {
        load.measureAnew();
        long from = System.nanoTime();
        node.child().stop();
        node.child().start();
        node.awaitReady();
        cluster.awaitWhole();
        load.awaitCalm();
        double seconds = (System.nanoTime() - from) / 1e9;
        progress.accept(String.format(
                Locale.ROOT,
                "restarted %s: %.1f s, %.0f commands/s, %,d sent again, longest wait %.2f s",
                node.name(),
                seconds,
                load.answers() / seconds,
                load.retries(),
                load.longestWait().toMillis() / 1e3));
    }
}
