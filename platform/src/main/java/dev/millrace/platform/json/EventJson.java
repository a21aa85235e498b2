package dev.millrace.platform.json;

import dev.millrace.platform.time.Timestamps;
import dev.millrace.schemas.envelope.EventRecord;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An event as clients see it, over HTTP and sockets alike: one JSON object on one line, with {@code data} last and byte for byte as it stands on the topic, so
 * that whoever has the object can check the chain.
 */
public final class EventJson {

    private static final HexFormat HEX = HexFormat.of();
    private static final int HEAD_LENGTH = 384;

    private EventJson() {}

    /** {@code {"sequence","type","subject","id","time","actor","commandId","correlationId","version","chain","data"}}, in UTF-8. */
    public static byte[] write(EventRecord event) {
        var head = new StringBuilder(HEAD_LENGTH);
        head.append("{\"sequence\":").append(event.sequence());
        member(head, "type", event.type());
        member(head, "subject", event.subject().path());
        member(head, "id", event.id());
        member(head, "time", Timestamps.text(event.time()));
        member(head, "actor", event.actor());
        member(head, "commandId", event.commandId().toString());
        member(head, "correlationId", event.correlationId());
        head.append(",\"version\":").append(event.entityVersion());
        member(head, "chain", event.chain());
        head.append(",\"data\":");
        return join(
                head.toString().getBytes(StandardCharsets.UTF_8), event.data().bytes());
    }

    private static byte[] join(byte[] head, byte[] data) {
        var json = new byte[head.length + data.length + 1];
        System.arraycopy(head, 0, json, 0, head.length);
        for (int i = 0; i < data.length; i++) {
            byte b = data[i];
            // a line break can only be white space in JSON; our writer makes none, but one would end the event for
            // readers of lines
            json[head.length + i] = b == '\n' || b == '\r' ? (byte) ' ' : b;
        }
        json[json.length - 1] = '}';
        return json;
    }

    private static void member(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":");
        quote(json, value);
    }

    /** Appends the text as a JSON string (RFC 8259 §7). */
    private static void quote(StringBuilder json, String text) {
        json.append('"');
        int plain = 0; // where the characters begin that stand for themselves
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < ' ') {
                json.append(text, plain, i);
                plain = i + 1;
                escape(json, c);
            }
        }
        if (plain == 0) { // nearly always, and copied at once
            json.append(text);
        } else {
            json.append(text, plain, text.length());
        }
        json.append('"');
    }

    private static void escape(StringBuilder json, char c) {
        if (c < ' ') {
            json.append("\\u").append(HEX.toHexDigits(c));
        } else {
            json.append('\\').append(c);
        }
    }
}
