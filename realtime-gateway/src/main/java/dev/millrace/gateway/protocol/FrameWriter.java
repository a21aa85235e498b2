package dev.millrace.gateway.protocol;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.Outcome;
import dev.millrace.schemas.realtime.ServerFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Frames of the server as JSON. */
public final class FrameWriter {

    private FrameWriter() {}

    /** The frame as JSON. */
    public static byte[] json(ServerFrame frame) {
        return Json.MAPPER.writeValueAsBytes(frame);
    }

    /** The outcome of a command, exactly as HTTP serves it to who asks for it by the id of the command. */
    public static byte[] outcome(String id, Outcome outcome) {
        var frame = new ByteArrayOutputStream(256);
        frame.writeBytes(utf8("{\"type\":\"outcome\",\"id\":" + quoted(id) + ",\"outcome\":"));
        frame.writeBytes(Outcomes.toJson(outcome));
        frame.write('}');
        return frame.toByteArray();
    }

    /** The error frame for a problem. */
    public static ServerFrame.Failure error(@Nullable String id, Problem problem) {
        var code = problem.code();
        return new ServerFrame.Failure(id, code, code.number(), code.title(), problem.detail(), problem.errors(), null);
    }

    /** The error frame for a command whose outcome is not known: it may be sent again under this id. */
    public static ServerFrame.Failure unanswered(String id, @Nullable CommandId commandId, String detail) {
        var code = ErrorCode.UNAVAILABLE;
        return new ServerFrame.Failure(id, code, code.number(), code.title(), detail, null, commandId);
    }

    private static String quoted(String text) {
        return Json.MAPPER.writeValueAsString(text);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
