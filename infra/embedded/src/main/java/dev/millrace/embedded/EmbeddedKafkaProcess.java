package dev.millrace.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A broker in a process of its own, which can be killed while its clients live, and dies with the JVM that started it. */
public final class EmbeddedKafkaProcess implements AutoCloseable {

    private static final int START_SECONDS = 60;

    private final Process process;
    private final String bootstrapServers;

    private EmbeddedKafkaProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts on a random port. */
    public static EmbeddedKafkaProcess start(Path directory) {
        return start(directory, Ports.free());
    }

    /** Starts on the given port with whatever the directory holds, and returns when clients may connect. */
    public static EmbeddedKafkaProcess start(Path directory, int port) {
        try {
            Files.createDirectories(directory);
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx384m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            KafkaBroker.class.getName(),
                            directory.toString(),
                            String.valueOf(port),
                            KafkaBroker.STOP_WITH_PARENT)
                    .redirectError(directory.resolve("broker.log").toFile())
                    .start();
            return new EmbeddedKafkaProcess(process, awaitReady(process, directory));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a broker in " + directory, e);
        }
    }

    private static String awaitReady(Process process, Path directory) {
        var ready = new CompletableFuture<String>();
        Thread.ofVirtual().name("broker-output").start(() -> readOutput(process, ready));
        try {
            return ready.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a broker started", e);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "Expected a broker within %d s, but it did not start; see %s"
                            .formatted(START_SECONDS, directory.resolve("broker.log")),
                    e);
        }
    }

    private static void readOutput(Process process, CompletableFuture<String> ready) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(KafkaBroker.READY)) {
                    ready.complete(line.substring(KafkaBroker.READY.length()));
                }
            }
            ready.completeExceptionally(new IllegalStateException("The broker ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** The address for clients, {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Ends the process with SIGKILL, as a crash would, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Lets the broker close its files, then ends the process. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Expected broker %d to end within %d s, but it went on"
                        .formatted(process.pid(), START_SECONDS));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
