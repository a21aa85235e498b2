package dev.millrace.faults;

import dev.millrace.embedded.EmbeddedPostgres;
import dev.millrace.embedded.Ports;
import dev.millrace.faults.planted.PlantedFault;
import dev.millrace.faults.planted.Planting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The whole platform as one process, its PostgreSQL beside it. */
final class Node implements Places, AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Path data;
    private final Child child;
    private final Database database;
    private final int port = Ports.free();
    private final int gatewayPort = Ports.free();

    /** Further options of the JVM. */
    record Options(List<String> jvm) {

        static final Options NONE = new Options(List.of());

        Options {
            jvm = List.copyOf(jvm);
        }

        /** These, and further ones, which count if they contradict them. */
        Options and(List<String> further) {
            return new Options(Stream.concat(jvm.stream(), further.stream()).toList());
        }

        /** Plants a fault; the agent is packed in a directory. */
        static Options planting(PlantedFault fault, Path directory) throws IOException {
            var jar = directory.resolve("agent.jar");
            Planting.agent().write(jar);
            return new Options(List.of("-javaagent:" + jar + "=" + fault.label()));
        }
    }

    Node(Program program, Path data, Options options) {
        this.data = data;
        this.database = new Database(data);
        this.child = new Child(
                "the platform",
                program.command(
                        options.jvm(),
                        List.of(
                                "--data",
                                data.toString(),
                                "--port",
                                Integer.toString(port),
                                "--gateway-port",
                                Integer.toString(gatewayPort))),
                data.resolveSibling(data.getFileName() + ".out"));
    }

    @Override
    public URI commands(int turn) {
        return address();
    }

    @Override
    public URI queries() {
        return address();
    }

    @Override
    public URI webhooks() {
        return address();
    }

    @Override
    public URI stream() {
        return URI.create("ws://127.0.0.1:" + gatewayPort + "/v1/stream");
    }

    /** The address of its broker, which it notes in its data directory. */
    String bootstrapServers() throws IOException {
        var ports = new Properties();
        try (var file = Files.newBufferedReader(data.resolve("ports"))) {
            ports.load(file);
        }
        return "127.0.0.1:" + ports.getProperty("kafka");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it and waits until it serves. */
    void start() throws IOException {
        child.start();
        child.awaitReady(address().resolve("/ready"));
    }

    void stop() throws InterruptedException {
        child.stop();
    }

    /** Does it, and returns when the process serves again: how long that took from the end of what was done. */
    Duration suffer(Disturbance disturbance) throws IOException, InterruptedException {
        switch (disturbance) {
            case Disturbance.Kill _ -> child.kill();
            case Disturbance.Pause(var length) -> {
                child.freeze();
                LockSupport.parkNanos(length.toNanos());
                child.thaw();
            }
            case Disturbance.DatabaseCrash _ -> database.crash();
            case Disturbance.DatabasePause(var length) -> {
                database.signal("STOP");
                LockSupport.parkNanos(length.toNanos());
                database.signal("CONT");
            }
            case Disturbance.DiskFull(int room, var length) ->
                child.starve(new Disk(data.resolve("kafka")), room, length);
            case Disturbance.ClockStep(var by, var length) -> child.misdate(by, length);
        }
        long from = System.nanoTime();
        if (!child.isAlive()) {
            child.start();
        }
        child.awaitReady(address().resolve("/ready"));
        return Duration.ofNanos(System.nanoTime() - from);
    }

    /** The API, for whoever may do everything. */
    Api api() throws IOException, InterruptedException {
        var api = new Api(this);
        api.useToken(token());
        return api;
    }

    /** A token of the development client. It stays valid over restarts, because the key is kept. */
    private String token() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address().resolve("/oauth2/token"))
                .timeout(Duration.ofSeconds(20))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("dev:dev".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return MAPPER.readTree(answer.body()).required("access_token").asString();
        }
    }

    /** Stops it, and the PostgreSQL that a killed one may have left. */
    @Override
    public void close() {
        child.close();
        try {
            EmbeddedPostgres.stopOrphan(data.resolve("postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop PostgreSQL in " + data, e);
        }
    }
}
