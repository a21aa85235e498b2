package dev.millrace.standalone;

import dev.millrace.embedded.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * The whole platform as one process. The embedded parts start once the configuration is read and before the first bean is made, and stop after
 * the last bean has.
 */
public final class Standalone {

    /** Bad usage, as the shell counts it. */
    private static final int USAGE = 2;

    private final Options options;
    private final DataDirectory data;
    private final Path temporary;
    private final EmbeddedParts parts;

    private Standalone(Options options, DataDirectory data, Path temporary) {
        this.options = options;
        this.data = data;
        this.temporary = temporary;
        this.parts = new EmbeddedParts(data);
    }

    /** Starts and keeps running until it is told to stop (Ctrl-C, SIGTERM). */
    public static void main(String[] arguments) {
        var console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (Arrays.asList(arguments).contains("--help")) {
            console.print(Options.USAGE);
            return;
        }
        try {
            run(Options.parse(arguments), console);
        } catch (IllegalArgumentException badUsage) {
            console.println(badUsage.getMessage());
            console.print(Options.USAGE);
            System.exit(USAGE);
        } catch (IOException | RuntimeException e) {
            console.println("Millrace did not start: " + reason(NestedExceptionUtils.getMostSpecificCause(e)));
            System.exit(1);
        }
    }

    /** Some have no message, and those of files often name the file alone. */
    private static String reason(Throwable cause) {
        return cause.getMessage() == null || cause instanceof FileSystemException
                ? cause.toString()
                : cause.getMessage();
    }

    private static void run(Options options, PrintStream console) throws IOException {
        var data = DataDirectory.claim(options.data());
        if (options.fresh()) {
            console.println("Deleting what is in " + options.data());
            data.wipe();
        }
        var temporary = data.temporary();
        System.setProperty("org.xerial.snappy.tempdir", temporary.toString()); // where it unpacks its library
        new Standalone(options, data, temporary).start(console);
    }

    private void start(PrintStream console) throws IOException {
        var application = new SpringApplication(Services.class);
        application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
        application.setDefaultProperties(defaults());
        application.addListeners(new Preparation());
        SpringApplication.getShutdownHandlers().add(this::closeParts);
        var environment = application.run(options.asProperties()).getEnvironment();
        if (!Readiness.await(environment)) {
            console.println(
                    "Not ready after %d s; see /health/status and the log".formatted(Readiness.LIMIT.toSeconds()));
        }
        if (options.rehearsal()) {
            Rehearsal.run(environment);
            System.exit(0);
        }
        console.print(Welcome.text(environment, data.root()));
    }

    private void closeParts() {
        parts.close();
        data.close();
    }

    /** What configuration may override. The console is for people and shows trouble only; everything else is in the file. */
    private Map<String, Object> defaults() {
        return Map.ofEntries(
                Map.entry("server.port", "8080"),
                Map.entry("millrace.gateway.port", "8081"),
                Map.entry("server.shutdown", "graceful"),
                Map.entry("server.tomcat.basedir", temporary.toString()),
                Map.entry("millrace.instance.id", "standalone"),
                Map.entry("millrace.command.state-directory", data.of("streams").toString()),
                Map.entry("millrace.command.standby-replicas", "0"),
                Map.entry("millrace.gateway.query-url", "http://127.0.0.1:${server.port}"),
                Map.entry(
                        "millrace.provider.signing-key",
                        data.of("keys").resolve("signing.json").toString()),
                Map.entry("millrace.log.format", "text"),
                Map.entry("logging.threshold.console", "WARN"),
                // The embedded broker reports its own birth as a warning.
                Map.entry("logging.level.org.apache.kafka.controller", "ERROR"),
                Map.entry("logging.level.kafka", "WARN"),
                Map.entry("logging.level.org.gaul", "WARN"),
                Map.entry("logging.level.kafka.server.DefaultAutoTopicCreationManager", "ERROR"),
                // It registers with itself before it has elected itself, and tries again a moment later.
                Map.entry("logging.level.kafka.server.ControllerApis", "OFF"),
                // Advice to those who run several nodes, and consumers that were told of other partitions meanwhile.
                Map.entry("logging.level.org.apache.kafka.streams.StreamsConfig", "ERROR"),
                Map.entry("logging.level.org.apache.kafka.streams.processor.internals.StateDirectory", "ERROR"),
                Map.entry("logging.level.org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils", "ERROR"),
                Map.entry("logging.level.state.change.logger", "WARN"),
                Map.entry(
                        "logging.file.name",
                        data.of("logs").resolve("millrace.log").toString()),
                Map.entry("logging.structured.format.file", "dev.millrace.platform.telemetry.JsonLogFormat"),
                Map.entry("logging.logback.rollingpolicy.max-file-size", "20MB"),
                Map.entry("logging.logback.rollingpolicy.max-history", "7"),
                Map.entry("logging.logback.rollingpolicy.total-size-cap", "200MB"));
    }

    /** Runs when the configuration is read and logging is up. */
    private final class Preparation implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

        @Override
        public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
            var environment = event.getEnvironment();
            requireFree(environment, "server.port");
            requireFree(environment, "millrace.gateway.port");
            try {
                var properties = parts.start(environment);
                environment.getPropertySources().addLast(new MapPropertySource("embeddedParts", properties));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot use %s: %s".formatted(data.root(), e.getMessage()), e);
            }
            if (environment.getProperty("millrace.security.issuer", "").isBlank()) {
                Provider.addTo(event.getSpringApplication(), environment);
            }
        }

        /** A port that is taken is told before anything starts, and one that is none with everything else that is wrong. */
        private void requireFree(Environment environment, String property) {
            var text = environment.getProperty(property, "");
            int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
            if (port > 0 && port <= Options.MAX_PORT && !Ports.isFree(port)) {
                throw new PortInUseException(port);
            }
        }
    }
}
