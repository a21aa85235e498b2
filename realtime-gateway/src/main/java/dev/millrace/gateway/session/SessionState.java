package dev.millrace.gateway.session;

import dev.millrace.platform.security.Caller;
import dev.millrace.schemas.realtime.CloseCode;

/**
 * Where a session is.
 *
 * <pre>
 *   upgrade
 *      │ without a token            token refused, or none in time
 *      ▼                     ┌────────────────────────────────────────┐
 *  AwaitingToken ──auth──► Verifying ──good──► Open ──expired, limit──┤
 *      │                     ▲                 │  ▲                   │
 *      │        upgrade with a token      auth │  │ good, same subject│
 *      │                                       ▼  │                   │
 *      │                                   Reverifying ──refused──────┤
 *      │ no token in time                                             ▼
 *      └──────────────────────────────────────────────────────────► Closing ──► Closed
 * </pre>
 *
 * <p>From everywhere: a limit that is broken leads to {@code Closing}, a lost connection to {@code Closed}. While a token is being checked nothing is read from
 * the socket, so that a client may send its next frames without waiting.
 */
public sealed interface SessionState {

    /** Upgraded, and silent so far about who it is. */
    record AwaitingToken() implements SessionState {
        Verifying verify(String token) {
            return new Verifying(token);
        }
    }

    /** The first token is being checked. */
    record Verifying(String token) implements SessionState {
        Open accept(Caller caller) {
            return new Open(token, caller);
        }
    }

    /** Subscribes, sends commands, receives. */
    record Open(String token, Caller caller) implements SessionState {
        Reverifying verify(String newer) {
            return new Reverifying(newer, this);
        }
    }

    /** As open as before, while a newer token is being checked. */
    record Reverifying(String token, Open current) implements SessionState {
        boolean isSameSubject(Caller caller) {
            return caller.subject().equals(current.caller().subject());
        }

        Open accept(Caller caller) {
            return new Open(token, caller);
        }
    }

    /** The close frame is on its way, perhaps behind what was queued before it. */
    record Closing(CloseCode code) implements SessionState {}

    /** The connection is gone. */
    record Closed() implements SessionState {}
}
