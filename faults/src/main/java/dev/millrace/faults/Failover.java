package dev.millrace.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Measures how long commands wait when a node that decides some of them is killed: those that it would have decided, and all others.
 *
 * @param rows     of state, in organizations of their own, that whoever takes over must have
 * @param rate     of commands a second, of all clients together
 * @param times    how often a node is killed, one node after the other
 * @param progress is told each
 */
record Failover(long seed, int rows, int rate, int times, Consumer<String> progress) {

    /** Over all partitions, each with one client. */
    private static final int ORGANIZATIONS = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A node that is back gets partitions once a minute, when its state is warm. */
    private static final Duration SHARED_WITHIN = Duration.ofMinutes(3);

    /** While somebody waits for longer undisturbed, a pause of half a second could not be told from it. */
    private static final Duration CALM = Duration.ofMillis(300);

    /** The first windows compile, and nodes that have just got partitions do. */
    private static final Duration CALM_WITHIN = Duration.ofSeconds(90);

    Audit.Findings run(Cluster cluster) throws IOException, InterruptedException {
        var steady = new SteadyRate(rate, CALM, CALM_WITHIN);
        var size = new Crowd.Size(ORGANIZATIONS, 1, steady.pause(ORGANIZATIONS), 0);
        try (var api = new Api(cluster, PATIENCE);
                var calm = new Api(cluster.firstNodes());
                var crowd = new Crowd(api, seed, size)) {
            api.useToken(cluster.token());
            calm.useToken(cluster.token());
            long from = System.nanoTime();
            new Ballast(calm, rows).load();
            progress.accept(
                    String.format(Locale.ROOT, "%,d rows loaded after %.1f s", rows, (System.nanoTime() - from) / 1e9));
            var topic = Topic.fromNow(cluster.brokers().bootstrapServers());
            crowd.start();
            for (int time = 0; time < times; time++) {
                awaitShared(cluster);
                steady.await(crowd.load(), progress);
                kill(cluster, cluster.node(Service.COMMAND, time % Cluster.NODES), crowd.load());
            }
            crowd.endLoad();
            return new Audit(calm, crowd).findings(topic);
        }
    }

    /** Waits until both nodes decide, so that there are commands which a killed node would not have decided. */
    private static void awaitShared(Cluster cluster) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SHARED_WITHIN.toNanos();
        while (!cluster.owners().isShared()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Expected both deciding nodes to have partitions within %d s"
                        .formatted(SHARED_WITHIN.toSeconds()));
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    private void kill(Cluster cluster, ServiceNode node, Load load) throws IOException, InterruptedException {
        var owners = cluster.owners();
        load.measureAnew();
        node.child().kill();
        long killed = System.nanoTime();
        load.awaitCalm();
        var lost = load.slowWaits().stream()
                .filter(wait -> owners.isOwner(node, wait.organization()))
                .map(wait -> (wait.untilNanos() - killed) / 1e9)
                .sorted()
                .toList();
        long others = load.longestWaits().values().stream()
                .filter(wait -> !owners.isOwner(node, wait.organization()))
                .mapToLong(Load.Wait::nanos)
                .max()
                .orElse(0);
        progress.accept(String.format(
                Locale.ROOT,
                "kill -9 of %s: %d commands of what it owned waited for more than 1 s, and were answered %.1f s after the kill in the median, %.1f s at most; longest wait of others %.2f s",
                node.name(),
                lost.size(),
                at(lost, 0.5),
                at(lost, 1),
                others / 1e9));
        load.measureAnew();
        node.child().start();
        cluster.awaitWhole();
        load.awaitCalm();
        progress.accept(String.format(
                Locale.ROOT,
                "%s is back: longest wait of anybody %.2f s",
                node.name(),
                load.longestWait().toMillis() / 1e3));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) ((sorted.size() - 1) * share));
    }
}
