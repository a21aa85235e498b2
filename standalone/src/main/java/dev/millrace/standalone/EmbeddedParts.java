package dev.millrace.standalone;

import dev.millrace.embedded.EmbeddedKafka;
import dev.millrace.embedded.EmbeddedObjectStore;
import dev.millrace.embedded.EmbeddedPostgres;
import dev.millrace.embedded.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** The servers that this process runs for itself because nothing else is configured in their place. */
final class EmbeddedParts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedParts.class);

    private final DataDirectory data;
    private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();

    EmbeddedParts(DataDirectory data) {
        this.data = data;
    }

    /** Starts what is missing in the configuration, all at once, and returns the configuration that points at it. */
    Map<String, Object> start(Environment environment) throws IOException {
        var properties = new ConcurrentSkipListMap<String, Object>();
        // Platform threads: virtual ones that wait for each other's class initialisers keep their carriers, and two
        // cores have two.
        try (var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("start-", 1).factory())) {
            var starts = new TreeMap<String, Future<?>>();
            if (isMissing(environment, "millrace.kafka.bootstrap-servers")) {
                starts.put("Kafka", start(threads, data.port("kafka"), port -> startKafka(port, properties)));
            }
            if (isMissing(environment, "millrace.database.url")) {
                starts.put(
                        "PostgreSQL", start(threads, data.port("postgres"), port -> startPostgres(port, properties)));
            }
            if (isMissing(environment, "millrace.object-store.url")) {
                starts.put(
                        "the object store",
                        start(threads, data.port("objects"), port -> startObjects(port, properties)));
            }
            for (var part : starts.entrySet()) {
                await(part.getKey(), part.getValue());
            }
        }
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

    private static Future<?> start(ExecutorService threads, int port, PartStart part) {
        Callable<?> start = () -> {
            part.start(port);
            return port;
        };
        return threads.submit(start);
    }

    private void startKafka(int port, Map<String, Object> properties) {
        var kafka = EmbeddedKafka.start(data.of("kafka"), port);
        running.addLast(kafka);
        properties.put("millrace.kafka.bootstrap-servers", kafka.bootstrapServers());
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

    private static void await(String name, Future<?> start) {
        try {
            start.get();
        } catch (ExecutionException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalStateException("%s did not start: %s".formatted(name, cause.getMessage()), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while %s started".formatted(name), e);
        }
    }

    @FunctionalInterface
    private interface PartStart {
        void start(int port) throws Exception;
    }
}
