package dev.millrace.gateway.protocol;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.realtime.ClientFrame;
import dev.millrace.schemas.realtime.ClientFrame.Auth;
import dev.millrace.schemas.realtime.ClientFrame.Command;
import dev.millrace.schemas.realtime.ClientFrame.Ping;
import dev.millrace.schemas.realtime.ClientFrame.Subscribe;
import dev.millrace.schemas.realtime.ClientFrame.Unsubscribe;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what clients say. Whatever the bytes are, the result is a {@link Reading}: nothing is thrown. */
public final class FrameReader {

    private FrameReader() {}

    /** What became of a text frame. */
    public sealed interface Reading {

        /** A frame in its documented shape. */
        record Understood(ClientFrame frame) implements Reading {}

        /**
         * None.
         *
         * @param id of the frame, where it could be read; null otherwise
         */
        record Malformed(@Nullable String id, Problem problem) implements Reading {}
    }

    /** Reads one text frame. */
    public static Reading read(byte[] text) {
        JsonNode tree;
        try {
            tree = Json.tree(text);
        } catch (JacksonException _) {
            return new Reading.Malformed(
                    null,
                    new Problem(ErrorCode.MALFORMED_JSON, "Expected a JSON object, but the frame is not well-formed"));
        }
        if (tree.isMissingNode()) {
            return new Reading.Malformed(
                    null, new Problem(ErrorCode.MALFORMED_JSON, "Expected a JSON object, but the frame is empty"));
        }
        if (!(tree instanceof ObjectNode object)) {
            return new Reading.Malformed(
                    null,
                    new Problem(ErrorCode.INVALID_REQUEST, "Expected a JSON object, but got another kind of value"));
        }
        var members = new Members(object);
        try {
            return new Reading.Understood(frame(members));
        } catch (Problem problem) {
            return new Reading.Malformed(members.idIfReadable(), problem);
        }
    }

    private static ClientFrame frame(Members members) {
        var type = members.text("type");
        var frame = switch (type) {
            case "auth" -> new Auth(members.text("token"));
            case "subscribe" -> new Subscribe(members.id(), members.channel(), members.position("after"));
            case "unsubscribe" -> new Unsubscribe(members.id());
            case "command" ->
                new Command(
                        members.id(),
                        members.organization(),
                        members.object("command"),
                        members.optionalText("traceparent"));
            case "ping" -> new Ping(members.optionalId());
            default ->
                throw members.wrong(
                        "type", "Expected auth, subscribe, unsubscribe, command or ping, but got another type");
        };
        members.requireNoOthers();
        return frame;
    }
}
