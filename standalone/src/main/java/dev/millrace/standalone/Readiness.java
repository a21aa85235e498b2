package dev.millrace.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.core.env.Environment;

/** Waits until the process says that it serves: its processor has its partitions, its projections run. */
final class Readiness {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private Readiness() {}

    /** True once it is ready, false if it is not within the limit. */
    static boolean await(Environment environment) {
        var address = URI.create("http://127.0.0.1:" + environment.getProperty("local.server.port") + "/ready");
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isReady(address)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private static boolean isReady(URI address) {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }
}
