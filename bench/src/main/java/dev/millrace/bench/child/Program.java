package dev.millrace.bench.child;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** The running program. Closing it stops it as Ctrl-C would, and kills what is left after half a minute. */
public final class Program implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final Child child;
    private final Ports ports;
    private final String kafka;
    private final Processes processes;
    private final Duration startTime;

    private Program(Child child, Ports ports, String kafka, Processes processes, Duration startTime) {
        this.child = child;
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
        var child = new Child(launch.process(ports));
        try {
            child.await(() -> HttpHealth.of(ports.http()).isReady(), READY_WITHIN);
        } catch (IOException e) {
            child.close();
            throw new IOException("Expected the program to become ready; its output is in " + launch.log(), e);
        }
        var startTime = Duration.ofNanos(System.nanoTime() - start);
        var processes = new Processes(child.handle(), launch.data());
        return new Program(child, ports, kafka(launch), processes, startTime);
    }

    /** The program notes the ports of its embedded parts in its data directory. */
    private static String kafka(Launch launch) throws IOException {
        var noted = new Properties();
        try (var file = Files.newBufferedReader(launch.data().resolve("ports"))) {
            noted.load(file);
        }
        return "127.0.0.1:" + noted.getProperty("kafka");
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

    /** What is alive in the heap of its JVM, in MiB; collects all that is not. */
    public double liveHeapMib() throws IOException {
        return LiveHeap.mib(child.handle().pid());
    }

    /** Processor time used so far by it and its PostgreSQL. */
    public double cpuSeconds() {
        return processes.cpuSeconds();
    }

    /** Processor time used so far by its compiler. */
    public double compilerSeconds() {
        return processes.compilerSeconds();
    }

    /** Of the two, what its JVM used. */
    public double jvmCpuSeconds() {
        return processes.rootCpuSeconds();
    }

    /** Options of its JVM, without those that are good for one process only. */
    public List<String> jvmOptions() throws IOException {
        return JavaOptions.of(child.handle().pid());
    }

    @Override
    public void close() {
        child.close();
    }
}
