package dev.millrace.standalone;

import dev.millrace.embedded.EmbeddedKafkaProcess;
import dev.millrace.embedded.EmbeddedPostgres;
import dev.millrace.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A running platform, as its clients see it: addresses and a token. */
sealed interface Deployment extends AutoCloseable {

    /** Where commands are taken. */
    URI commands();

    /** Where is read. */
    URI query();

    /** Where sockets are opened. */
    URI stream();

    /** A token for every organization. */
    String token() throws IOException, InterruptedException;

    @Override
    void close();

    /** Everything embedded, as {@code ./millrace up} starts it. */
    record OneProcess(RunningProgram program, Path data, int port, int gatewayPort) implements Deployment {

        static OneProcess start(Path directory) throws IOException {
            return start(directory, Ports.free(), Ports.free());
        }

        static OneProcess start(Path directory, int port, int gatewayPort) throws IOException {
            return start(directory, port, gatewayPort, List.of());
        }

        /** With options for the JVM, such as system properties that configure it. */
        static OneProcess start(Path directory, int port, int gatewayPort, List<String> options) throws IOException {
            var data = directory.resolve("data");
            var command = new ArrayList<>(Program.of("standalone")
                    .command(List.of(
                            "--data",
                            data.toString(),
                            "--port",
                            String.valueOf(port),
                            "--gateway-port",
                            String.valueOf(gatewayPort))));
            command.addAll(1, options);
            var program = RunningProgram.start(command, directory.resolve("standalone.out"));
            program.awaitReady(port);
            return new OneProcess(program, data, port, gatewayPort);
        }

        @Override
        public URI commands() {
            return URI.create("http://127.0.0.1:" + port);
        }

        @Override
        public URI query() {
            return commands();
        }

        @Override
        public URI stream() {
            return URI.create("ws://127.0.0.1:" + gatewayPort + "/v1/stream");
        }

        @Override
        public String token() throws IOException, InterruptedException {
            return Client.signIn(commands());
        }

        @Override
        public void close() {
            program.close();
        }
    }

    /** A process for each service, on a broker, a PostgreSQL server and an OpenID provider of their own. */
    record PerService(Servers servers, List<RunningProgram> programs, int commandPort, int queryPort, int gatewayPort)
            implements Deployment {

        /** What the services share. */
        record Servers(EmbeddedKafkaProcess kafka, EmbeddedPostgres postgres, TokenIssuer issuer) {}

        static PerService start(Path directory) throws IOException {
            var servers = new Servers(
                    EmbeddedKafkaProcess.start(directory.resolve("kafka")),
                    EmbeddedPostgres.start(directory.resolve("postgres")),
                    TokenIssuer.start());
            var command = Ports.free();
            var query = Ports.free();
            var gateway = Ports.free();
            var ports = List.of(command, query, Ports.free(), Ports.free());
            var modules = List.of("command-service", "query-service", "webhook-ingest", "realtime-gateway");
            var programs = new ArrayList<RunningProgram>();
            for (var index = 0; index < modules.size(); index++) {
                var arguments = shared(servers, directory);
                arguments.add("--server.port=" + ports.get(index));
                arguments.add("--millrace.instance.id=" + modules.get(index));
                arguments.add("--millrace.gateway.port=" + gateway);
                arguments.add("--millrace.gateway.query-url=http://127.0.0.1:" + query);
                programs.add(RunningProgram.start(
                        Program.of(modules.get(index)).command(arguments),
                        directory.resolve(modules.get(index) + ".out")));
            }
            for (var index = 0; index < modules.size(); index++) {
                programs.get(index).awaitReady(ports.get(index));
            }
            return new PerService(servers, List.copyOf(programs), command, query, gateway);
        }

        private static List<String> shared(Servers servers, Path directory) {
            return new ArrayList<>(List.of(
                    "--millrace.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
                    "--millrace.database.url=" + servers.postgres().url(),
                    "--millrace.database.username=" + servers.postgres().username(),
                    "--millrace.database.password=" + servers.postgres().password(),
                    "--millrace.security.issuer=" + servers.issuer().address(),
                    "--millrace.encryption.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                    "--millrace.command.state-directory=" + directory.resolve("streams")));
        }

        @Override
        public URI commands() {
            return URI.create("http://127.0.0.1:" + commandPort);
        }

        @Override
        public URI query() {
            return URI.create("http://127.0.0.1:" + queryPort);
        }

        @Override
        public URI stream() {
            return URI.create("ws://127.0.0.1:" + gatewayPort + "/v1/stream");
        }

        @Override
        public String token() {
            return servers.issuer().token();
        }

        @Override
        public void close() {
            try {
                for (var program : programs) {
                    program.close();
                }
            } finally {
                servers.issuer().close();
                servers.postgres().close();
                servers.kafka().close();
            }
        }
    }
}
