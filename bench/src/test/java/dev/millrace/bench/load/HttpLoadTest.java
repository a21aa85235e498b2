package dev.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.bench.load.Schedule.Arrivals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

    private static final byte[] REQUEST =
            "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);
    private static final RequestSource REQUESTS = (index, due, out) -> out.put(REQUEST);

    @Test
    void sendsEveryRequestOfTheScheduleAndCountsEveryAnswer() throws IOException {
        try (var server = new LoopbackResponder(REQUEST.length);
                var load = new HttpLoad(server.address(), 4, REQUEST.length)) {
            // when
            var result = load.openLoop(Schedule.of(Arrivals.POISSON, 500, Duration.ofMillis(600), 1), REQUESTS);
            // then
            assertThat(result.latency().getTotalCount()).isEqualTo(300);
            assertThat(result.sendLag().getTotalCount()).isBetween(1L, 300L);
            assertThat(result.errors()).isEmpty();
        }
    }

    @Test
    void countsTheTimeThatARequestWaitsForAConnection() throws IOException {
        // given: one connection, 20 ms an answer, but a request every 10 ms
        try (var server = new SlowServer(Duration.ofMillis(20), 200);
                var load = new HttpLoad(server.address(), 1, REQUEST.length)) {
            // when
            var result = load.openLoop(Schedule.of(Arrivals.FIXED, 100, Duration.ofMillis(500), 1), REQUESTS);
            // then: the last of 50 is due at 490 ms, but not answered before 50 * 20 ms
            assertThat(result.latency().getTotalCount()).isEqualTo(50);
            assertThat(result.latency().getMaxValue())
                    .isGreaterThan(Duration.ofMillis(450).toNanos());
        }
    }

    @Test
    void countsAnythingButSuccessAsAnError() throws IOException {
        try (var server = new SlowServer(Duration.ZERO, 422);
                var load = new HttpLoad(server.address(), 2, REQUEST.length)) {
            // when
            var result = load.openLoop(Schedule.of(Arrivals.FIXED, 100, Duration.ofMillis(100), 1), REQUESTS);
            // then
            assertThat(result.latency().getTotalCount()).isZero();
            assertThat(result.errors()).containsOnlyKeys("status 422").containsValue(10L);
        }
    }

    @Test
    void keepsAsManyRequestsUnderWayAsAsked() throws IOException {
        // given: 20 ms an answer, so that 3 in parallel make some 150 a second
        try (var server = new SlowServer(Duration.ofMillis(20), 200);
                var load = new HttpLoad(server.address(), 3, REQUEST.length)) {
            // when
            var result = load.closedLoop(3, Duration.ofMillis(400), REQUESTS);
            // then
            assertThat(result.errors()).isEmpty();
            assertThat(result.latency().getTotalCount()).isBetween(6L, 63L);
            assertThat(server.mostAtOnce()).isEqualTo(3);
        }
    }

    /** Answers each request after a while, counting how many wait at once. */
    private static final class SlowServer implements AutoCloseable {

        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicInteger waiting = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        SlowServer(Duration delay, int status) throws IOException {
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                exchange.getRequestBody().readAllBytes();
                Pacer.awaitNanoTime(System.nanoTime() + delay.toNanos());
                waiting.decrementAndGet();
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
        }

        InetSocketAddress address() {
            return server.getAddress();
        }

        int mostAtOnce() {
            return most.get();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.close();
        }
    }
}
