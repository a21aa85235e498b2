/**
 * Frames as bytes: JSON text from clients into {@link dev.millrace.schemas.realtime.ClientFrame}s, frames of ours onto the wire. Knows no session. Whoever
 * allocates a buffer here releases it here, or gives it to the channel.
 */
@NullMarked
package dev.millrace.gateway.protocol;

import org.jspecify.annotations.NullMarked;
