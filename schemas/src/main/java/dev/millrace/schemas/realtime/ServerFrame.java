package dev.millrace.schemas.realtime;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.Outcome.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server says, apart from the two frames that hold JSON of others verbatim: {@code {"type":"event","id","event":{…}}} with the event as the events
 * API serves it, and {@code {"type":"outcome","id","outcome":{…}}} with the outcome as HTTP serves it to who asks for it by the id of the command.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerFrame.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = ServerFrame.Reauthenticated.class, name = "reauthenticated"),
    @JsonSubTypes.Type(value = ServerFrame.Subscribed.class, name = "subscribed"),
    @JsonSubTypes.Type(value = ServerFrame.Unsubscribed.class, name = "unsubscribed"),
    @JsonSubTypes.Type(value = ServerFrame.Failure.class, name = "error"),
    @JsonSubTypes.Type(value = ServerFrame.Pong.class, name = "pong")
})
public sealed interface ServerFrame {

    /**
     * The token was good; the first frame of a session.
     *
     * @param session   names this session in the logs of the server
     * @param expiresAt when the token ends, and the session with it unless a newer one comes
     * @param limits    what the session may do
     */
    record Welcome(String session, Instant expiresAt, Limits limits) implements ServerFrame {}

    /**
     * Limits of one session.
     *
     * @param maxFrameBytes       largest frame from the client
     * @param maxSubscriptions    subscriptions at a time
     * @param maxCommandsInFlight commands without an answer yet
     * @param pingIntervalSeconds silence after which the server pings
     */
    record Limits(long maxFrameBytes, int maxSubscriptions, int maxCommandsInFlight, long pingIntervalSeconds) {}

    /** The newer token was good. */
    record Reauthenticated(Instant expiresAt) implements ServerFrame {}

    /**
     * The subscription stands; its events follow.
     *
     * @param channel what it listens to
     * @param head    the newest sequence of the organization at this moment: a client that has it is up to date
     */
    record Subscribed(String id, Channel channel, long head) implements ServerFrame {}

    /** The subscription has ended; nothing more comes of it. */
    record Unsubscribed(String id) implements ServerFrame {}

    /**
     * Of type error: something was refused or failed. With the id of a subscription, that subscription has ended or never began; with the id of a command frame, it is the
     * answer to that.
     *
     * @param id        of the frame it answers; null where it answers none, or none that could be read
     * @param code      stable name
     * @param number    stable number
     * @param title     one sentence without particulars
     * @param detail    one sentence with them
     * @param errors    the places that are wrong; null where none can be named
     * @param commandId under which a command that was not answered in time may be sent again; null otherwise
     */
    record Failure(
            @Nullable String id,
            ErrorCode code,
            int number,
            String title,
            String detail,
            @Nullable List<FieldError> errors,
            @Nullable CommandId commandId)
            implements ServerFrame {
        public Failure {
            errors = errors == null || errors.isEmpty() ? null : List.copyOf(errors);
        }
    }

    /** Answers a {@code ping}. */
    record Pong(@Nullable String id) implements ServerFrame {}
}
