/**
 * Netty: the event loops, the listening socket, the upgrade from HTTP, and the handler that turns WebSocket frames into calls of a session. One event loop group
 * accepts and serves; nothing on it blocks. Other protocols on the same port find their place by path, in {@link
 * dev.millrace.gateway.transport.HandshakeHandler}.
 */
@NullMarked
package dev.millrace.gateway.transport;

import org.jspecify.annotations.NullMarked;
