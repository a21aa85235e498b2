package dev.millrace.gateway.protocol;

import dev.millrace.platform.json.Json;
import java.nio.charset.StandardCharsets;

/** What stands before the event in each frame of one subscription: {@code type} and {@code id}. Encoded once. */
public final class EventPrefix {

    private final byte[] utf8;

    /** The prefix for the subscription of this id. */
    public EventPrefix(String id) {
        var quoted = Json.MAPPER.writeValueAsString(id);
        utf8 = ("{\"type\":\"event\",\"id\":" + quoted + ",\"event\":").getBytes(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return utf8;
    }

    int length() {
        return utf8.length;
    }
}
