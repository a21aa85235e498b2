package dev.millrace.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker and its controller in this JVM, on loopback, with the data in a directory. A fatal fault of the broker, such as a full
 * disk, ends the JVM: a process whose log has stopped must not look alive.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int NODE = 1;

    /** The file that a broker leaves behind as the last thing it does, and removes as one of the first. */
    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(DirectoryLock lock, KafkaRaftServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /** Starts on a random port. */
    public static EmbeddedKafka start(Path directory) {
        return start(directory, Ports.free());
    }

    /** Starts on the given port with whatever the directory holds; formats it if it is new. */
    public static EmbeddedKafka start(Path directory, int port) {
        if (!Ports.isFree(port)) {
            throw new IllegalStateException(
                    "Expected port %d to be free for Kafka, but somebody listens on it".formatted(port));
        }
        var home = directory.toAbsolutePath().normalize();
        var lock = DirectoryLock.take(home);
        try {
            var log = formatted(home);
            if (wasKilled(log)) {
                int controllerPort = Ports.free();
                CrashedBroker.unregister(NODE, controllerOnly(log, controllerPort), "127.0.0.1:" + controllerPort);
            }
            var server = server(settings(log, port, Ports.free()));
            server.startup();
            return new EmbeddedKafka(lock, server, port);
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException("Cannot use %s for Kafka".formatted(home), e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The address for clients, {@code host:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops the broker, then the controller; returns when both have closed their files. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }

    /** Formats beside the final place and moves the result there: a start that was killed half way leaves nothing that looks formatted. */
    private static Path formatted(Path home) throws IOException {
        var log = home.resolve("log");
        if (Files.exists(log)) {
            return log;
        }
        var unfinished = home.resolve("log.unfinished");
        Trees.delete(unfinished);
        Files.createDirectories(unfinished);
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .addDirectory(unfinished.toString())
                    .setMetadataLogDirectory(unfinished.toString())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Cannot format " + unfinished, e);
        }
        return Files.move(unfinished, log, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean wasKilled(Path log) {
        return Files.exists(log.resolve("__cluster_metadata-0")) && !Files.exists(log.resolve(CLEAN_SHUTDOWN));
    }

    static KafkaRaftServer server(Properties settings) {
        return new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
    }

    private static Properties controllerOnly(Path log, int controllerPort) {
        var settings = new Properties();
        settings.setProperty("process.roles", "controller");
        settings.setProperty("node.id", String.valueOf(NODE));
        settings.setProperty("controller.quorum.voters", "%d@127.0.0.1:%d".formatted(NODE, controllerPort));
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("listeners", "CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("log.dirs", log.toString());
        return settings;
    }

    private static Properties settings(Path log, int port, int controllerPort) {
        var settings = controllerOnly(log, controllerPort);
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty(
                "listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        // Nobody would take over from the only broker: a busy machine must not cost it its leadership.
        settings.setProperty("broker.session.timeout.ms", "30000");
        settings.setProperty("auto.create.topics.enable", "false");
        oneBroker(settings);
        promptTransactions(settings);
        smallMemory(settings);
        return settings;
    }

    private static void oneBroker(Properties settings) {
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("offsets.topic.num.partitions", "3");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("transaction.state.log.num.partitions", "3");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.num.partitions", "3");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // A killed member is noticed within the session it asked for, down to this.
        settings.setProperty("group.min.session.timeout.ms", "1000");
    }

    /** The next transaction of a producer follows the last within milliseconds: the waits in between are the latency of a command. */
    private static void promptTransactions(Properties settings) {
        settings.setProperty("add.partitions.to.txn.retry.backoff.ms", "1");
        settings.setProperty("add.partitions.to.txn.retry.backoff.max.ms", "5");
        // A crash leaves a transaction open, and readers of committed records wait until it is aborted.
        settings.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "250");
    }

    private static void smallMemory(Properties settings) {
        settings.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(8L * 1024 * 1024));
        settings.setProperty("num.network.threads", "1");
        settings.setProperty("num.io.threads", "2");
        settings.setProperty("background.threads", "2");
        settings.setProperty("num.recovery.threads.per.data.dir", "2");
    }
}
