package dev.millrace.schemas.realtime;

import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.OrganizationId;
import org.jspecify.annotations.Nullable;

/** What a client may say. Each is one JSON object whose member {@code type} names the case; members that are not listed here are refused. */
public sealed interface ClientFrame {

    /** Longest {@code id} in characters. */
    int MAX_ID_LENGTH = 128;

    /**
     * {@code auth}: the first token of a socket that came without one, or a newer one for the same subject.
     *
     * @param token a bearer token
     */
    record Auth(String token) implements ClientFrame {}

    /**
     * {@code subscribe}: events of a channel from now on, or all after a position.
     *
     * @param id      chosen by the client, unique among the subscriptions of its socket; every frame about it carries it
     * @param channel what to listen to
     * @param after   the last sequence the client has; 0 for everything, null for what happens from now on
     */
    record Subscribe(String id, Channel channel, @Nullable Long after) implements ClientFrame {}

    /** {@code unsubscribe}: ends a subscription. */
    record Unsubscribe(String id) implements ClientFrame {}

    /**
     * {@code command}: the same as a POST of the command over HTTP.
     *
     * @param id           of this frame, chosen by the client; the answer carries it. The command's own id, which makes it repeatable, is in {@code command}
     * @param organization whose command
     * @param command      the same object as the body over HTTP
     * @param traceparent  W3C trace context; null if there is none
     */
    record Command(
            String id,
            OrganizationId organization,
            JsonObject command,
            @Nullable String traceparent) implements ClientFrame {}

    /**
     * {@code ping}: answered with {@code pong}.
     *
     * @param id comes back in the answer; null if the client needs none
     */
    record Ping(@Nullable String id) implements ClientFrame {}
}
