package dev.millrace.faults;

import dev.millrace.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One node of one service.
 *
 * @param name    its instance id
 * @param port    of its HTTP side
 * @param sockets of its sockets; only the gateway has them
 */
record ServiceNode(String name, Service service, int port, int sockets, Child child) {

    /** How nodes of a service are started: the program, options of its JVM, and the arguments that they share. */
    record Start(Program program, Node.Options options, List<String> shared) {
        Start {
            shared = List.copyOf(shared);
        }
    }

    /** A node that is not started. */
    static ServiceNode of(Service service, int number, Start start, Path directory) {
        var name = service.module() + "-" + number;
        int port = Ports.free();
        int sockets = Ports.free();
        var arguments = new ArrayList<>(start.shared());
        arguments.add("--server.port=" + port);
        arguments.add("--millrace.instance.id=" + name);
        switch (service) {
            case COMMAND -> arguments.add("--millrace.command.state-directory=" + directory.resolve(name));
            case GATEWAY -> arguments.add("--millrace.gateway.port=" + sockets);
            case QUERY, INGEST -> {
                // nothing of their own
            }
        }
        var child = new Child(
                name, start.program().command(start.options().jvm(), arguments), directory.resolve(name + ".out"));
        return new ServiceNode(name, service, port, sockets, child);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void awaitReady() throws IOException {
        child.awaitReady(address().resolve("/ready"));
    }
}
