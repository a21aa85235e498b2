package dev.millrace.standalone;

import dev.millrace.embedded.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param data        everything persistent
 * @param fresh       whether to delete it first
 * @param rehearsal   whether to stop after a first command
 * @param port        of HTTP; null where the configuration says
 * @param gatewayPort of the sockets; null where the configuration says
 */
record Options(
        Path data,
        boolean fresh,
        boolean rehearsal,
        @Nullable Integer port,
        @Nullable Integer gatewayPort) {

    static final String USAGE = """
            Usage: millrace up [--data DIR] [--fresh] [--port N] [--gateway-port N]

              --data DIR         where everything persistent is kept (./data)
              --fresh            delete what is there first
              --port N           HTTP (8080); 0 for a free one
              --gateway-port N   sockets (the next port after HTTP's)

            Everything else is configured by MILLRACE_ variables; see docs/configuration.md.
            """;

    static final int MAX_PORT = 65_535;

    /** Reads the command line; fails with {@link IllegalArgumentException}, whose message is for people, where it cannot. */
    static Options parse(String... arguments) {
        var data = Path.of("data");
        var fresh = false;
        var rehearsal = false;
        @Nullable Integer port = null;
        @Nullable Integer gatewayPort = null;
        for (var index = 0; index < arguments.length; index++) {
            switch (arguments[index]) {
                case "--fresh" -> fresh = true;
                case "--rehearsal" -> rehearsal = true;
                case "--data" -> data = Path.of(value(arguments, index++));
                case "--port" -> port = port(arguments, index++);
                case "--gateway-port" -> gatewayPort = port(arguments, index++);
                default -> throw new IllegalArgumentException("Unknown option " + arguments[index]);
            }
        }
        if (gatewayPort == null && port != null) {
            if (port == MAX_PORT) {
                throw new IllegalArgumentException("There is no port after %d: say --gateway-port too".formatted(port));
            }
            gatewayPort = port + 1;
        }
        if (port != null && port.equals(gatewayPort)) {
            throw new IllegalArgumentException("Expected --gateway-port to differ from --port, but both are " + port);
        }
        return new Options(data.toAbsolutePath().normalize(), fresh, rehearsal, port, gatewayPort);
    }

    /** The command line for Spring: what was said here stands above every other configuration. */
    String[] asProperties() {
        var properties = new ArrayList<String>();
        if (port != null) {
            properties.add("--server.port=" + port);
        }
        if (gatewayPort != null) {
            properties.add("--millrace.gateway.port=" + gatewayPort);
        }
        return properties.toArray(String[]::new);
    }

    private static String value(String[] arguments, int option) {
        var value = option + 1 < arguments.length ? arguments[option + 1] : "";
        if (value.isBlank() || value.startsWith("--")) {
            throw new IllegalArgumentException("Expected a value after " + arguments[option]);
        }
        return value;
    }

    private static int port(String[] arguments, int option) {
        var text = value(arguments, option);
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw new IllegalArgumentException("Expected a port from 0 (a free one) to %d after %s, but got %s"
                    .formatted(MAX_PORT, arguments[option], text));
        }
        var port = Integer.parseInt(text);
        return port == 0 ? Ports.free() : port;
    }
}
