package dev.millrace.bench.child;

import dev.millrace.bench.load.Pacer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The running program. Closing it stops it as Ctrl-C would, and kills what is left after half a minute. */
public final class Program implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);
    private static final int ASK_TIMEOUT_MILLIS = 2_000;

    private final Process process;
    private final Ports ports;
    private final String kafka;
    private final Processes processes;
    private final Duration startTime;

    private Program(Process process, Ports ports, String kafka, Processes processes, Duration startTime) {
        this.process = process;
        this.ports = ports;
        this.kafka = kafka;
        this.processes = processes;
        this.startTime = startTime;
    }

    /** Starts the program on free ports and waits until it says that it is ready. */
    public static Program start(Launch launch) throws IOException {
        Files.createDirectories(launch.data());
        Files.createDirectories(launch.log().toAbsolutePath().getParent());
        var ports = Ports.free();
        long start = System.nanoTime();
        var process = launch.process(ports).start();
        try {
            awaitReady(process, ports, start + READY_WITHIN.toNanos());
        } catch (IOException e) {
            process.destroyForcibly();
            throw new IOException("Expected the program to become ready; its output is in " + launch.log(), e);
        }
        var startTime = Duration.ofNanos(System.nanoTime() - start);
        var processes = new Processes(process.toHandle(), launch.data());
        return new Program(process, ports, kafka(launch), processes, startTime);
    }

    /** The program notes the ports of its embedded parts in its data directory. */
    private static String kafka(Launch launch) throws IOException {
        var noted = new Properties();
        try (var file = Files.newBufferedReader(launch.data().resolve("ports"))) {
            noted.load(file);
        }
        return "127.0.0.1:" + noted.getProperty("kafka");
    }

    private static void awaitReady(Process process, Ports ports, long deadline) throws IOException {
        var ready = URI.create("http://127.0.0.1:%d/ready".formatted(ports.http()));
        while (!isReady(ready)) {
            if (!process.isAlive()) {
                throw new IOException("It ended with code " + process.exitValue());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("It was not ready after " + READY_WITHIN);
            }
            Pacer.awaitNanoTime(System.nanoTime() + ASK_AGAIN.toNanos());
        }
    }

    private static boolean isReady(URI ready) throws IOException {
        var connection = (HttpURLConnection) ready.toURL().openConnection();
        connection.setConnectTimeout(ASK_TIMEOUT_MILLIS);
        connection.setReadTimeout(ASK_TIMEOUT_MILLIS);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false; // not listening yet
        } finally {
            connection.disconnect();
        }
    }

    /** From the start of the process to the first 200 of {@code /ready}. */
    public Duration startTime() {
        return startTime;
    }

    /** The HTTP API. */
    public InetSocketAddress http() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.http());
    }

    /** The gateway. */
    public InetSocketAddress sockets() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.sockets());
    }

    /** Bootstrap address of the embedded broker. */
    public String kafka() {
        return kafka;
    }

    /** What it holds in memory now. */
    public Memory memory() {
        return processes.memory();
    }

    /** Processor time used so far by it and its PostgreSQL. */
    public double cpuSeconds() {
        return processes.cpuSeconds();
    }

    /** Processor time used so far by its compiler. */
    public double compilerSeconds() {
        return processes.compilerSeconds();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
