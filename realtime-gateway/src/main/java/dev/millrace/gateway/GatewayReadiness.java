package dev.millrace.gateway;

import dev.millrace.gateway.fanout.LogReader;
import dev.millrace.gateway.transport.GatewayServer;
import dev.millrace.platform.health.ReadinessCheck;
import java.util.Optional;

/** Ready once the socket port is open and everything that was in the log at the start has been handed over, and while the log can be read. */
record GatewayReadiness(LogReader reader, GatewayServer server) implements ReadinessCheck {

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Optional<String> problem() {
        if (!server.isRunning()) {
            return Optional.of("the socket port is not open");
        }
        return reader.problem();
    }
}
