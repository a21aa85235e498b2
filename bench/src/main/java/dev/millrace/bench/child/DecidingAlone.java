package dev.millrace.bench.child;

import dev.millrace.embedded.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Command-service as one process and the broker that the program embeds as another: no projections, no gateway, no PostgreSQL. Its HTTP side is up but nobody can sign in,
 * since no OpenID provider runs either; commands come in by the log.
 */
public final class DecidingAlone implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Child broker;
    private final Child service;
    private final int brokerPort;
    private final Path directory;

    private DecidingAlone(Child broker, Child service, int brokerPort, Path directory) {
        this.broker = broker;
        this.service = service;
        this.brokerPort = brokerPort;
        this.directory = directory;
    }

    /**
     * What is started.
     *
     * @param brokerClassPath where the embedded broker is
     * @param service         executable jar of command-service
     * @param jvmOptions      for both
     */
    public record Parts(String brokerClassPath, Path service, List<String> jvmOptions) {

        public Parts {
            jvmOptions = List.copyOf(jvmOptions);
        }

        ProcessBuilder broker(Path directory, int port) {
            var arguments = List.of(
                    "-cp", brokerClassPath, "dev.millrace.embedded.KafkaBroker", directory.toString(), "" + port);
            return java(arguments, "--stop-with-parent");
        }

        ProcessBuilder service(Path directory, int port, int brokerPort) {
            return java(
                    List.of("-jar", service.toString()),
                    "--server.port=" + port,
                    "--millrace.kafka.bootstrap-servers=127.0.0.1:" + brokerPort,
                    "--millrace.instance.id=alone",
                    "--millrace.command.state-directory=" + directory.resolve("streams"),
                    "--millrace.command.standby-replicas=0", // as in the program of one process
                    "--millrace.command.threads="
                            + Runtime.getRuntime().availableProcessors(), // nothing else needs them
                    "--millrace.encryption.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                    "--millrace.security.issuer=http://127.0.0.1:1",
                    "--millrace.database.url=jdbc:postgresql://127.0.0.1:1/none",
                    "--millrace.database.username=none",
                    "--millrace.database.password=none");
        }

        private ProcessBuilder java(List<String> program, String... arguments) {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvmOptions);
            command.addAll(program);
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(variable -> variable.startsWith("MILLRACE_"));
            builder.environment().put("MALLOC_ARENA_MAX", "2"); // as the launcher has it
            return builder;
        }
    }

    /** Starts both on an empty directory and returns when commands are taken from the log. */
    public static DecidingAlone start(Parts parts, Path directory) throws IOException {
        int brokerPort = Ports.free();
        var broker = new Child(logged(parts.broker(directory.resolve("kafka"), brokerPort), directory, "broker"));
        Child service = null;
        try {
            broker.await(() -> !Ports.isFree(brokerPort), READY_WITHIN);
            int port = Ports.free();
            service = new Child(logged(parts.service(directory, port, brokerPort), directory, "command-service"));
            service.await(() -> decides(port), READY_WITHIN);
            return new DecidingAlone(broker, service, brokerPort, directory);
        } catch (IOException e) {
            if (service != null) {
                service.close();
            }
            broker.close();
            throw new IOException("Expected command-service to run alone; its output is in " + directory, e);
        }
    }

    private static ProcessBuilder logged(ProcessBuilder builder, Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        return builder.redirectOutput(new File(directory.toFile(), name + ".log"));
    }

    /** It decides without a database, but does not call itself ready while there is none. */
    private static boolean decides(int port) throws IOException {
        var health = HttpHealth.of(port);
        if (health.status() == 0 || health.isReady()) {
            return health.isReady();
        }
        var missing = JSON.readTree(health.body()).at("/missing");
        return missing.size() == 1 && missing.has("database");
    }

    /** Bootstrap address of its broker. */
    public String kafka() {
        return "127.0.0.1:" + brokerPort;
    }

    /** Processor time that command-service used so far. */
    public double cpuSeconds() {
        return new Processes(service.handle(), directory).cpuSeconds();
    }

    /** Of that, what its compiler used. */
    public double compilerSeconds() {
        return new Processes(service.handle(), directory).compilerSeconds();
    }

    /** Processor time that the broker used so far. */
    public double brokerCpuSeconds() {
        return new Processes(broker.handle(), directory).cpuSeconds();
    }

    @Override
    public void close() {
        service.close();
        broker.close();
    }
}
