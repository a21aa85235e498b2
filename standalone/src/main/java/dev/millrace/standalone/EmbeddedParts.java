package dev.millrace.standalone;

import dev.millrace.embedded.EmbeddedKafka;
import dev.millrace.embedded.EmbeddedObjectStore;
import dev.millrace.embedded.EmbeddedPostgres;
import dev.millrace.embedded.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** The servers that this process runs for itself because nothing else is configured in their place. */
final class EmbeddedParts implements AutoCloseable {

    /** Each costs a transaction three writes and their ends, and two threads decide more than the HTTP door of one machine takes: docs/decisions/0015. */
    private static final int KAFKA_PARTITIONS = 2;

    /** A first start on a machine that is slow or busy takes part of a minute. */
    private static final Duration START_WITHIN = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedParts.class);

    private final DataDirectory data;
    private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();

    EmbeddedParts(DataDirectory data) {
        this.data = data;
    }

    /** Starts what is missing in the configuration, all at once, and returns the configuration that points at it. */
    Map<String, Object> start(Environment environment) throws IOException {
        var properties = new ConcurrentSkipListMap<String, Object>();
        var starts = new TreeMap<String, Runnable>();
        if (isMissing(environment, "millrace.kafka.bootstrap-servers")) {
            int port = data.port("kafka");
            starts.put("Kafka", () -> startKafka(port, properties));
        }
        if (isMissing(environment, "millrace.database.url")) {
            int port = data.port("postgres");
            starts.put("PostgreSQL", () -> startPostgres(port, properties));
        }
        if (isMissing(environment, "millrace.object-store.url")) {
            int port = data.port("objects");
            starts.put("the object store", () -> startObjects(port, properties));
        }
        start(starts, START_WITHIN);
        if (isMissing(environment, "millrace.encryption.key")) {
            Files.createDirectories(data.of("keys"));
            properties.put(
                    "millrace.encryption.key",
                    SecretFile.readOrCreate(data.of("keys").resolve("encryption")));
        }
        return properties;
    }

    /** Stops in the opposite order of starting. The services have stopped before. */
    @Override
    public void close() {
        for (var part = running.pollLast(); part != null; part = running.pollLast()) {
            try {
                part.close();
            } catch (Exception e) { // the others are to be stopped all the same
                LOG.atWarn().setCause(e).log("A part did not stop cleanly");
            }
        }
    }

    private static boolean isMissing(Environment environment, String property) {
        return environment.getProperty(property, "").isBlank();
    }

    /** Starts all of them at once and returns when each is there; fails, with the name of one that is not, when each has had its chance. */
    static void start(SortedMap<String, Runnable> parts, Duration within) {
        // Platform threads: virtual ones that wait for each other's class initialisers keep their carriers, and two
        // cores have two.
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("start-", 1).factory());
        var starts = new TreeMap<String, Future<?>>();
        parts.forEach((name, part) -> starts.put(name, threads.submit(part)));
        threads.shutdown();
        try {
            var _ = threads.awaitTermination(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while %s started".formatted(parts.keySet()), e);
        }
        starts.forEach((name, start) -> requireStarted(name, start, within));
    }

    private static void requireStarted(String name, Future<?> start, Duration within) {
        switch (start.state()) {
            case SUCCESS -> {}
            case FAILED ->
                throw new IllegalStateException(
                        "%s did not start: %s"
                                .formatted(name, start.exceptionNow().getMessage()),
                        start.exceptionNow());
            case RUNNING, CANCELLED ->
                throw new IllegalStateException(
                        "Expected %s to start within %s, but it is not there yet".formatted(name, within));
        }
    }

    private void startKafka(int port, Map<String, Object> properties) {
        var kafka = EmbeddedKafka.start(data.of("kafka"), port);
        running.addLast(kafka);
        properties.put("millrace.kafka.bootstrap-servers", kafka.bootstrapServers());
        properties.put("millrace.kafka.partitions", KAFKA_PARTITIONS);
    }

    private void startPostgres(int port, Map<String, Object> properties) {
        var postgres = EmbeddedPostgres.start(data.of("postgres"), port);
        running.addLast(postgres);
        properties.put("millrace.database.url", postgres.url());
        properties.put("millrace.database.username", postgres.username());
        properties.put("millrace.database.password", postgres.password());
    }

    private void startObjects(int port, Map<String, Object> properties) {
        var store = EmbeddedObjectStore.start(data.of("objects"), port);
        running.addLast(store);
        properties.put("millrace.object-store.url", store.url());
        properties.put("millrace.object-store.access-key", store.accessKey());
        properties.put("millrace.object-store.secret-key", store.secretKey());
    }
}
