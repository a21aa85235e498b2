package dev.millrace.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Strikes a cluster under load again and again, each time waiting until it is whole again, then checks every promise.
 *
 * @param seed     of what clients send and of the blows
 * @param blows    one after the other
 * @param progress where it tells how far it is, and how long commands had to wait
 */
record ClusterRun(long seed, List<Blow> blows, Consumer<String> progress) {

    /** Some fifty commands a second, over all partitions. */
    private static final Crowd.Size SIZE = new Crowd.Size(8, 2, Duration.ofMillis(250), 2);

    /** A client's patience with one node; it asks the next one then. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    ClusterRun {
        blows = List.copyOf(blows);
    }

    /** Blows of any kind. */
    static ClusterRun any(long seed, int blows, Consumer<String> progress) {
        var random = new Random(seed);
        return new ClusterRun(
                seed, IntStream.range(0, blows).mapToObj(_ -> Blow.next(random)).toList(), progress);
    }

    /** Nodes that decide commands are frozen for longer than their sessions last, again and again. */
    static ClusterRun zombies(long seed, int times, Consumer<String> progress) {
        var random = new Random(seed);
        var blows = IntStream.range(0, times)
                .<Blow>mapToObj(time -> new Blow.Freeze(
                        Service.COMMAND, time % Cluster.NODES, Duration.ofMillis(3_500 + random.nextInt(4_500))))
                .toList();
        return new ClusterRun(seed, blows, progress);
    }

    /** In a cluster that may hold what earlier runs left. */
    Audit.Findings run(Cluster cluster) throws IOException, InterruptedException {
        var topic = Topic.fromNow(cluster.brokers().bootstrapServers());
        try (var api = new Api(cluster, PATIENCE);
                var calm = new Api(cluster.firstNodes());
                var crowd = new Crowd(api, seed, SIZE)) {
            api.useToken(cluster.token());
            calm.useToken(cluster.token());
            crowd.start();
            for (var blow : blows) {
                LockSupport.parkNanos(BETWEEN.toNanos());
                strike(blow, cluster, crowd.load());
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
            crowd.endLoad();
            return new Audit(calm, crowd).findingsWithRebuild(topic);
        }
    }

    private void strike(Blow blow, Cluster cluster, Load load) throws IOException, InterruptedException {
        var owners = cluster.owners();
        load.measureAnew();
        long from = System.nanoTime();
        blow.strike(cluster);
        cluster.awaitWhole();
        double seconds = (System.nanoTime() - from) / 1e9;
        var struck = blow instanceof Blow.Kill kill && kill.service() == Service.COMMAND
                ? cluster.node(kill.service(), kill.node())
                : null;
        var lost = Duration.ZERO;
        var others = Duration.ZERO;
        for (var silence : load.longestSilences().entrySet()) {
            if (struck != null && owners.isOwner(struck, silence.getKey())) {
                lost = longer(lost, silence.getValue());
            } else {
                others = longer(others, silence.getValue());
            }
        }
        progress.accept(String.format(
                Locale.ROOT,
                "%s: whole after %.1f s; longest silence %s%.1f s",
                blow.told(),
                seconds,
                struck == null ? "" : String.format(Locale.ROOT, "%.1f s of what it owned, of others ", seconds(lost)),
                seconds(others)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
