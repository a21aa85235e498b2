package dev.millrace.platform.health;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Asks the cluster for its brokers. */
record KafkaProbe(Admin admin, int timeoutMillis) implements Callable<Finding> {

    @Override
    public Finding call() throws ExecutionException, InterruptedException, TimeoutException {
        long started = System.nanoTime();
        var brokers = admin.describeCluster(new DescribeClusterOptions().timeoutMs(timeoutMillis))
                .nodes()
                .get(timeoutMillis, TimeUnit.MILLISECONDS);
        if (brokers.isEmpty()) {
            return Finding.down("has no broker");
        }
        return Finding.up(Map.of(
                "latencyMillis",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started),
                "brokers",
                brokers.size()));
    }
}
