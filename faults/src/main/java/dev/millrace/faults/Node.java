package dev.millrace.faults;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The whole platform as a child process that can be killed and started again on the same data. */
final class Node implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path jar;
    private final Path data;
    private final Path output;
    private final int port = freePort();
    private final int gatewayPort = freePort();
    private @Nullable Process process;

    Node(Path jar, Path data) {
        this.jar = jar;
        this.data = data;
        this.output = data.resolveSibling(data.getFileName() + ".out");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where the process writes what it prints, for whoever wonders why it did not start. */
    Path output() {
        return output;
    }

    /** Starts the process; it is not ready yet. */
    void start() throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx640m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        jar.toString(),
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--gateway-port",
                        Integer.toString(gatewayPort)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
    }

    /** Waits until the process serves; fails with its last words if it does not. */
    void awaitReady(Api api) throws IOException, InterruptedException {
        var until = Instant.now().plus(START_LIMIT);
        while (!api.isReady()) {
            var running = process;
            if (running == null || !running.isAlive() || Instant.now().isAfter(until)) {
                throw new IOException("Expected the process to be ready, but it is not. It printed:\n" + tail());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    /** Kill -9: no line of ours runs any more. */
    void kill() throws InterruptedException {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
            running.waitFor(20, TimeUnit.SECONDS);
        }
    }

    /** Asks the process to stop and waits; one that does not stop is killed. */
    @Override
    public void close() {
        var running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(30, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String tail() throws IOException {
        var lines = Files.readAllLines(output);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("No free port", e);
        }
    }
}
