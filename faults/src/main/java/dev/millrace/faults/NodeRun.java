package dev.millrace.faults;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Disturbs the one process that is everything while it is under load, then checks every promise.
 *
 * @param seed     of what the clients send
 * @param schedule what happens, and when
 * @param progress where it tells how far it is
 */
record NodeRun(long seed, Schedule schedule, Crowd.Size size, Consumer<String> progress) {

    Audit.Findings run(Node node) throws IOException, InterruptedException {
        node.start();
        try (var api = new Api(node);
                var crowd = new Crowd(api, seed, size)) {
            api.useToken(node.token());
            crowd.start();
            for (var step : schedule.steps()) {
                LockSupport.parkNanos(step.after().toNanos());
                long from = System.nanoTime();
                node.suffer(step.what());
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s: ready again after %.1f s",
                        step.what().told(),
                        (System.nanoTime() - from) / 1e9));
            }
            LockSupport.parkNanos(schedule.tail().toNanos());
            crowd.endLoad();
            return new Audit(api, crowd).findings(node.bootstrapServers());
        }
    }
}
