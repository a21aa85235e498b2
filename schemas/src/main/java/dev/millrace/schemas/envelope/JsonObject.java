package dev.millrace.schemas.envelope;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON object whose members the client defines, such as the data of a row. The tree is shared, not copied: whoever holds one reads it and
 * never changes it. Members keep the order in which they were written.
 */
public record JsonObject(@JsonValue ObjectNode node) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public JsonObject {}

    /** {@code {}}. */
    public static JsonObject empty() {
        return new JsonObject(JsonNodeFactory.instance.objectNode());
    }
}
