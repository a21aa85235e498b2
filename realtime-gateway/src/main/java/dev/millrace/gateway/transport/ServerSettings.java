package dev.millrace.gateway.transport;

import java.time.Duration;
import java.util.List;

/**
 * Where and for whom the server listens.
 *
 * @param host             address to bind
 * @param port             port to bind; 0 for a free one
 * @param allowedOrigins   origins of web pages that may connect; {@code *} for all. Clients that send no Origin are no browsers and always may
 * @param handshakeTimeout time from the connection to the finished upgrade
 * @param drainTimeout     how long a stop waits for clients to take what is queued and to answer the close frame
 * @param maxFrameBytes    largest frame, or message of several frames, after decompression
 * @param compression      whether permessage-deflate is agreed to
 */
public record ServerSettings(
        String host,
        int port,
        List<String> allowedOrigins,
        Duration handshakeTimeout,
        Duration drainTimeout,
        int maxFrameBytes,
        boolean compression) {

    public ServerSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    boolean allows(String origin) {
        return allowedOrigins.contains("*") || allowedOrigins.contains(origin);
    }
}
