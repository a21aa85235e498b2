package dev.millrace.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.Ids;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.row.RowId;
import dev.millrace.schemas.table.TableId;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schemas of types that are one JSON value rather than a record of members. */
final class TextTypes {

    /** Marks ids, so that the front door can tell a bad id from another mistake. */
    private static final String ID_FORMAT = "millrace-id";

    private static final String UUID_PATTERN = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";

    private TextTypes() {}

    /** The schema of the type, or null if it is no such type. A new one for each call, because the generator adds to it. */
    static @Nullable ObjectNode schemaOf(Class<?> type) {
        if (type == TableId.class || type == WebhookSourceId.class) {
            return text(ID_FORMAT, "^" + Ids.PATTERN + "$").put("maxLength", 128);
        }
        if (type == RowId.class) {
            return text(ID_FORMAT, "^[^\\u0000]*$").put("minLength", 1).put("maxLength", Ids.MAX_ROW_ID_BYTES);
        }
        if (type == CommandId.class) {
            return text(ID_FORMAT, UUID_PATTERN);
        }
        if (type == Instant.class) {
            return node("string").put("format", "date-time");
        }
        if (type == JsonObject.class) {
            return node("object");
        }
        return type.isEnum() ? enumeration(type) : null;
    }

    private static ObjectNode enumeration(Class<?> type) {
        var node = node("string");
        var names = node.putArray("enum");
        Arrays.stream(type.getFields())
                .filter(java.lang.reflect.Field::isEnumConstant)
                .forEach(constant -> names.add(nameOf(constant)));
        return node;
    }

    private static String nameOf(java.lang.reflect.Field constant) {
        var renamed = constant.getAnnotation(JsonProperty.class);
        return renamed == null ? constant.getName() : renamed.value();
    }

    private static ObjectNode text(String format, String pattern) {
        return node("string").put("format", format).put("pattern", pattern);
    }

    private static ObjectNode node(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
