package dev.millrace.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Restarts every node of every service, one after the other, under a steady rate of commands, and counts what clients notice.
 *
 * @param rate     of commands a second, of all clients together
 * @param progress is told each service
 */
record Rolling(long seed, int rate, Consumer<String> progress) {

    private static final int ORGANIZATIONS = 50;
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A command that was not answered by then, however often it was sent, counts as failed. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    private static final Duration CALM = Duration.ofSeconds(1);

    /** As long as two processors take until everything is compiled that eleven processes run. */
    private static final Duration CALM_WITHIN = Duration.ofMinutes(10);

    Audit.Findings run(Cluster cluster) throws IOException, InterruptedException {
        var steady = new SteadyRate(rate, CALM, CALM_WITHIN);
        var size = new Crowd.Size(ORGANIZATIONS, CLIENTS, steady.pause(ORGANIZATIONS * CLIENTS), 0);
        try (var api = new Api(cluster, PATIENCE);
                var calm = new Api(cluster.firstNodes());
                var crowd = new Crowd(api, seed, size)) {
            api.useToken(cluster.token());
            calm.useToken(cluster.token());
            crowd.start();
            long failed = 0;
            for (var service : List.of(Service.INGEST, Service.QUERY, Service.GATEWAY, Service.COMMAND)) {
                steady.await(crowd.load(), progress);
                failed += measure(service.module(), crowd.load(), () -> {
                    new Blow.RollingRestart(service).strike(cluster);
                    cluster.awaitWhole();
                    crowd.load().awaitCalm();
                });
            }
            crowd.endLoad();
            var late = failed == 0
                    ? List.<String>of()
                    : List.of(
                            "%d commands were not answered within %d s".formatted(failed, ANSWERED_WITHIN.toSeconds()));
            return new Audit(calm, crowd)
                    .findings(Topic.whole(cluster.brokers().bootstrapServers()))
                    .and(late);
        }
    }

    /** Something that takes a while. */
    private interface Restart {
        void run() throws IOException, InterruptedException;
    }

    /** How many commands failed meanwhile. */
    private long measure(String restarted, Load load, Restart restart) throws IOException, InterruptedException {
        load.measureAnew();
        long from = System.nanoTime();
        restart.run();
        double seconds = (System.nanoTime() - from) / 1e9;
        long failed = load.slowerThan(ANSWERED_WITHIN);
        progress.accept(String.format(
                Locale.ROOT,
                "restarted %s: %.1f s, %.0f commands/s, %,d sent again, %,d failed, longest wait %.2f s",
                restarted,
                seconds,
                load.answers() / seconds,
                load.retries(),
                failed,
                load.longestWait().toMillis() / 1e3));
        return failed;
    }
}
