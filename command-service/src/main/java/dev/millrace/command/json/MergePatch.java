package dev.millrace.command.json;

import dev.millrace.schemas.envelope.JsonObject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch, RFC 7396. The target is left as it is; new members come last, in the order of the patch. */
public final class MergePatch {

    private MergePatch() {}

    /** The object after the patch. */
    public static JsonObject apply(JsonObject target, JsonObject patch) {
        return new JsonObject(merge(target.node(), patch.node()));
    }

    private static ObjectNode merge(JsonNode target, ObjectNode patch) {
        var result = JsonNodeFactory.instance.objectNode();
        if (target instanceof ObjectNode object) {
            object.properties().forEach(member -> result.set(member.getKey(), member.getValue()));
        }
        for (var member : patch.properties()) {
            var name = member.getKey();
            switch (member.getValue()) {
                case ObjectNode inner -> result.set(name, merge(result.path(name), inner));
                case JsonNode none when none.isNull() -> result.remove(name);
                case JsonNode value -> result.set(name, value);
            }
        }
        return result;
    }
}
