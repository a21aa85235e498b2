/**
 * The frames of {@code /v1/stream}, as JSON text over WebSocket, and the codes a socket closes with. Names, numbers and members are the contract: they are
 * added to, never changed. Immutable values only.
 */
@NullMarked
package dev.millrace.schemas.realtime;

import org.jspecify.annotations.NullMarked;
