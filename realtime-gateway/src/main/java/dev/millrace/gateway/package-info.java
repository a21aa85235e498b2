/** Events to sockets: one Netty server, one consumer of the log, and the join of history and live. {@code docs/realtime.md} has the protocol. */
@NullMarked
package dev.millrace.gateway;

import org.jspecify.annotations.NullMarked;
