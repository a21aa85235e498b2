package dev.millrace.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka and one PostgreSQL for all integration tests of a JVM, each started when it is first asked for and stopped, with its data
 * deleted, when the JVM ends. A Spring test points its context at them, with a database of its own, like this:
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void infrastructure(DynamicPropertyRegistry registry) {
 *     SharedInfrastructure.properties().forEach((name, value) -> registry.add(name, () -> value));
 * }
 * }</pre>
 *
 * <p>Topics are shared by all tests of the JVM, since their names are fixed: a test uses an organization of its own, or a broker of its own
 * ({@link EmbeddedKafka}).
 */
public final class SharedInfrastructure {

    private static final Logger LOG = LoggerFactory.getLogger(SharedInfrastructure.class);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SharedInfrastructure() {}

    /** The broker. */
    public static EmbeddedKafka kafka() {
        return KafkaHolder.INSTANCE;
    }

    /** The PostgreSQL server. */
    public static EmbeddedPostgres postgres() {
        return PostgresHolder.INSTANCE;
    }

    /** The JDBC address of a new, empty database. */
    public static String newDatabase() {
        var name = "test_" + DATABASES.incrementAndGet();
        postgres().createDatabase(name);
        return postgres().url(name);
    }

    /** Configuration that points a service at the broker and at a new database. */
    public static Map<String, String> properties() {
        return Map.of(
                "millrace.kafka.bootstrap-servers", kafka().bootstrapServers(),
                "millrace.database.url", newDatabase(),
                "millrace.database.username", postgres().username(),
                "millrace.database.password", postgres().password());
    }

    private static Path directory(String name) {
        try {
            return Files.createTempDirectory("millrace-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a directory for " + name, e);
        }
    }

    private static void atExit(AutoCloseable server, Path directory) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                server.close();
                Trees.delete(directory);
            } catch (Exception e) { // the JVM ends anyway
                LOG.atWarn().addKeyValue("directory", directory).setCause(e).log("Shared server did not stop cleanly");
            }
        }));
    }

    private static final class KafkaHolder {

        static final EmbeddedKafka INSTANCE = start();

        private static EmbeddedKafka start() {
            var directory = directory("kafka");
            var kafka = EmbeddedKafka.start(directory);
            atExit(kafka, directory);
            return kafka;
        }
    }

    private static final class PostgresHolder {

        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            var directory = directory("postgres");
            var postgres = EmbeddedPostgres.start(directory);
            atExit(postgres, directory);
            return postgres;
        }
    }
}
