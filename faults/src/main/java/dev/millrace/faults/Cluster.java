package dev.millrace.faults;

import dev.millrace.embedded.EmbeddedPostgres;
import dev.millrace.embedded.Ports;
import dev.millrace.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Brokers, a PostgreSQL, and two nodes of each service; clients take one node after the other, dead or alive, as through a balancer that knows nothing. */
final class Cluster implements Places, AutoCloseable {

    static final int NODES = 2;

    private final Shape shape;
    private final Brokers brokers;
    private final Path databaseDirectory;
    private final int databasePort = Ports.free();
    private final Link databaseLink;
    private final TokenIssuer issuer;
    private final StartRecords records;
    private final List<ServiceNode> nodes = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private EmbeddedPostgres postgres;

    /**
     * How large it is, and for what.
     *
     * @param brokers    1 or 3, each with a copy of everything
     * @param partitions of each topic
     * @param busy       whether it is to take many commands for minutes: links are passed by, so that cutting them does nothing, and starts of services are recorded, for
     *                   {@link #useRecords}
     */
    record Shape(int brokers, int partitions, boolean busy) {

        /** As production is, at least. */
        static final Shape WHOLE = new Shape(Brokers.COUNT, Topics.DEFAULT_PARTITIONS, false);

        Shape {
            if (brokers != 1 && brokers != Brokers.COUNT) {
                throw new IllegalArgumentException(
                        "Expected 1 or %d brokers, but got %d".formatted(Brokers.COUNT, brokers));
            }
        }

        /** As options, but for what is usual. */
        String told() {
            return (brokers == WHOLE.brokers ? "" : " --brokers " + brokers)
                    + (partitions == WHOLE.partitions ? "" : " --partitions " + partitions);
        }
    }

    private Cluster(Path directory, Shape shape, Brokers brokers, TokenIssuer issuer) throws IOException {
        this.shape = shape;
        this.brokers = brokers;
        this.issuer = issuer;
        this.records = new StartRecords(directory);
        this.databaseDirectory = directory.resolve("postgres");
        this.databaseLink = Link.open(Ports.free(), databasePort);
        this.postgres = EmbeddedPostgres.start(databaseDirectory, databasePort);
    }

    /**
     * Starts everything in a directory.
     *
     * @param root where what was built lies
     */
    static Cluster start(Path root, Path directory, Shape shape, Deciders deciders) throws IOException {
        Files.createDirectories(directory);
        var libraries = Program.service(root, "standalone").jar().resolveSibling("lib");
        var cluster = new Cluster(directory, shape, Brokers.start(directory, libraries, shape), TokenIssuer.start());
        try {
            cluster.startServices(root, directory, deciders);
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void startServices(Path root, Path directory, Deciders deciders) throws IOException {
        for (int number = 0; number < NODES; number++) {
            for (var service : List.of(Service.QUERY, Service.COMMAND, Service.INGEST, Service.GATEWAY)) {
                var arguments = new ArrayList<>(shared());
                if (service == Service.GATEWAY) {
                    arguments.add("--millrace.gateway.query-url="
                            + node(Service.QUERY, number).address());
                }
                if (service == Service.COMMAND) {
                    arguments.addAll(deciders.arguments());
                }
                var options = service == Service.COMMAND ? deciders.options() : Node.Options.NONE;
                if (shape.busy()) {
                    options = options.and(number == 0 ? records.making(service) : records.awaiting(service));
                }
                var start = new ServiceNode.Start(Program.service(root, service.module()), options, arguments);
                var node = ServiceNode.of(service, number, start, directory);
                nodes.add(node);
                node.child().start();
            }
        }
        for (var node : nodes) {
            node.awaitReady();
        }
    }

    /** Restarts the first node of each service, which has recorded its start until now; from then on starts are those that an operator has (docs/operate.md). */
    void useRecords() throws IOException, InterruptedException {
        for (var service : Service.values()) {
            var first = node(service, 0);
            first.child().stop();
            records.use(service);
            first.child().start();
            first.awaitReady();
        }
    }

    private List<String> shared() {
        return List.of(
                "--millrace.kafka.bootstrap-servers=" + brokers.bootstrapServers(),
                "--millrace.kafka.replication-factor=" + shape.brokers(),
                "--millrace.kafka.partitions=" + shape.partitions(),
                "--millrace.database.url=jdbc:postgresql://127.0.0.1:%d/millrace"
                        .formatted(shape.busy() ? databasePort : databaseLink.port()),
                "--millrace.database.username=" + postgres.username(),
                "--millrace.database.password=" + postgres.password(),
                "--millrace.security.issuer=" + issuer.address(),
                "--millrace.encryption.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    }

    ServiceNode node(Service service, int number) {
        return nodes.stream()
                .filter(node -> node.service() == service && node.name().endsWith("-" + number))
                .findFirst()
                .orElseThrow();
    }

    Brokers brokers() {
        return brokers;
    }

    /** Who decides the commands of whom now. */
    Owners owners() throws InterruptedException {
        return Owners.ask(brokers.bootstrapServers(), shape.partitions());
    }

    /** A token for every organization. */
    String token() {
        return issuer.token();
    }

    @Override
    public URI commands(int turn) {
        return node(Service.COMMAND, Math.floorMod(turn, NODES)).address();
    }

    @Override
    public URI queries() {
        return next(Service.QUERY).address();
    }

    @Override
    public URI webhooks() {
        return next(Service.INGEST).address();
    }

    @Override
    public URI stream() {
        return URI.create("ws://127.0.0.1:" + next(Service.GATEWAY).sockets() + "/v1/stream");
    }

    private ServiceNode next(Service service) {
        return node(service, Math.floorMod(turn.getAndIncrement(), NODES));
    }

    /** The same cluster through its first nodes only, for what must be asked of one and the same. */
    Places firstNodes() {
        return new Fixed(
                node(Service.COMMAND, 0).address(),
                node(Service.QUERY, 0).address(),
                node(Service.INGEST, 0).address(),
                URI.create("ws://127.0.0.1:" + node(Service.GATEWAY, 0).sockets() + "/v1/stream"));
    }

    private record Fixed(URI commands, URI queries, URI webhooks, URI stream) implements Places {

        @Override
        public URI commands(int turn) {
            return commands;
        }
    }

    /** The network between PostgreSQL and everybody. */
    Link databaseLink() {
        return databaseLink;
    }

    /** A crash of PostgreSQL, from which it recovers by itself. */
    void crashDatabase() {
        new Database(databaseDirectory).crash();
    }

    /** Stops PostgreSQL and starts it again on its port. */
    void restartDatabase() {
        postgres.close();
        postgres = EmbeddedPostgres.start(databaseDirectory, databasePort);
    }

    /** Waits until every process serves and every partition has all its copies. */
    void awaitWhole() throws IOException {
        brokers.awaitWhole();
        for (var node : nodes) {
            node.awaitReady();
        }
    }

    @Override
    public void close() {
        try {
            nodes.parallelStream().forEach(node -> node.child().close());
        } finally {
            issuer.close();
            postgres.close();
            databaseLink.close();
            brokers.close();
        }
    }
}
