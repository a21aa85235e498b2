package dev.millrace.faults;

import dev.millrace.embedded.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Brokers, each a process that is also a controller. Every topic has a copy on each; where there are three, two of them must have a record before it counts. */
final class Brokers implements AutoCloseable {

    /** As many as production has at least. */
    static final int COUNT = 3;

    private static final int WHOLE_WITHIN_SECONDS = 120;

    private final List<Integer> ports;
    private final List<Child> children;
    private final List<Link> links;
    private final List<Disk> disks;

    private Brokers(List<Integer> ports, List<Child> children, List<Link> links, List<Disk> disks) {
        this.ports = ports;
        this.children = children;
        this.links = links;
        this.disks = disks;
    }

    /**
     * Formats and starts them.
     *
     * @param libraries a directory of jars that hold Kafka
     */
    static Brokers start(Path directory, Path libraries, Cluster.Shape shape) throws IOException {
        int count = shape.brokers();
        var free = Stream.generate(Ports::free).distinct().limit(3L * count).toList();
        var linked = free.subList(0, count);
        var behind = free.subList(count, 2 * count);
        var ports = shape.busy() ? behind : linked;
        var controllers = free.subList(2 * count, 3 * count);
        var cluster = Uuid.randomUuid().toString();
        var children = new ArrayList<Child>();
        var disks = new ArrayList<Disk>();
        for (int node = 0; node < count; node++) {
            var home = Files.createDirectories(directory.resolve("broker-" + node));
            format(node, cluster, home.resolve("log"));
            disks.add(new Disk(home.resolve("log")));
            var file = home.resolve("server.properties");
            try (var writer = Files.newBufferedWriter(file)) {
                settings(node, List.of(ports.get(node), behind.get(node)), controllers, home.resolve("log"))
                        .store(writer, null);
            }
            children.add(new Child(
                    "broker " + node, command(libraries, file), directory.resolve("broker-" + node + ".out")));
        }
        var links = new ArrayList<Link>();
        for (int node = 0; node < count; node++) {
            links.add(Link.open(linked.get(node), behind.get(node)));
        }
        var brokers = new Brokers(ports, List.copyOf(children), List.copyOf(links), List.copyOf(disks));
        for (var child : children) {
            child.start();
        }
        brokers.awaitWhole();
        return brokers;
    }

    private static void format(int node, String cluster, Path log) throws IOException {
        Files.createDirectories(log);
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(node)
                    .setClusterId(cluster)
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .addDirectory(log.toString())
                    .setMetadataLogDirectory(log.toString())
                    .run();
        } catch (Exception e) { // as it is declared
            throw new IOException("Cannot format " + log, e);
        }
    }

    private static List<String> command(Path libraries, Path settings) {
        return List.of(
                Program.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=dev/millrace/embedded/logback-broker.xml",
                "-cp",
                libraries + "/*",
                "kafka.Kafka",
                settings.toString());
    }

    /**
     * Settings of a broker.
     *
     * @param ports where everybody finds it, other brokers too, and where it listens: the same, unless the network is in between
     */
    private static Properties settings(int node, List<Integer> ports, List<Integer> controllers, Path log) {
        var settings = new Properties();
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(node),
                "controller.listener.names",
                "CONTROLLER",
                "controller.quorum.voters",
                IntStream.range(0, controllers.size())
                        .mapToObj(it -> it + "@127.0.0.1:" + controllers.get(it))
                        .collect(Collectors.joining(",")),
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(ports.getLast(), controllers.get(node)),
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + ports.getFirst(),
                "log.dirs",
                log.toString(),
                "auto.create.topics.enable",
                "false"));
        var copies = String.valueOf(controllers.size());
        settings.putAll(Map.of(
                "offsets.topic.replication.factor", copies,
                "offsets.topic.num.partitions", "3",
                "transaction.state.log.replication.factor", copies,
                "transaction.state.log.min.isr", controllers.size() == 1 ? "1" : "2",
                "transaction.state.log.num.partitions", "3",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                "add.partitions.to.txn.retry.backoff.ms", "1",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "250",
                "log.cleaner.dedupe.buffer.size", "8388608"));
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        return settings;
    }

    String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    Child get(int broker) {
        return children.get(broker);
    }

    /** The network between a broker and everybody but the controllers. */
    Link link(int broker) {
        return links.get(broker);
    }

    /** Its disk is full for a while; it runs again afterwards. */
    void starve(int broker, int roomBytes, Duration length) throws IOException, InterruptedException {
        var child = children.get(broker);
        child.starve(disks.get(broker), roomBytes, length);
        if (!child.isAlive()) {
            child.start();
        }
    }

    /** Waits until all are members and every partition of every topic has all its copies. */
    void awaitWhole() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WHOLE_WITHIN_SECONDS);
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            while (!isWhole(admin)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(
                            "Expected every copy of every partition within %d s".formatted(WHOLE_WITHIN_SECONDS));
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** See {@link Leaders#move}. */
    void moveLeaders(int by) throws IOException, InterruptedException {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            new Leaders(admin).move(by);
        }
    }

    private boolean isWhole(Admin admin) throws InterruptedException {
        try {
            if (admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).size() < children.size()) {
                return false;
            }
            var topics = admin.listTopics().names().get(5, TimeUnit.SECONDS);
            return admin.describeTopics(topics).allTopicNames().get(5, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Kills all: asked to stop, the last two would wait for a majority of controllers that is gone. */
    @Override
    public void close() {
        children.forEach(Child::end);
        links.forEach(Link::close);
    }
}
