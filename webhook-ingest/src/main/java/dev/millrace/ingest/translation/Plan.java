package dev.millrace.ingest.translation;

import dev.millrace.platform.json.Json;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.webhooksource.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What a delivery becomes by the mappings of its source. The same delivery and mappings give the same rows. */
final class Plan {

    private static final String EVERY_EVENT = "*";

    private Plan() {}

    /**
     * The data of a {@code row.put} for each mapping that wants the event; none where no mapping does.
     *
     * @throws Untranslatable if any of them cannot be made: all or none are sent, so that a retry after a repair starts from a clean slate
     */
    static List<ObjectNode> of(WebhookDelivery delivery, List<Mapping> mappings) {
        var rows = new ArrayList<ObjectNode>();
        Payload payload = null;
        for (var mapping : mappings) {
            if (mapping.event().equals(EVERY_EVENT) || mapping.event().equals(delivery.event())) {
                payload = payload == null ? Payload.of(delivery) : payload;
                rows.add(data(mapping, payload));
            }
        }
        return List.copyOf(rows);
    }

    private static ObjectNode data(Mapping mapping, Payload payload) {
        var fields = mapping.fields();
        var data = Json.MAPPER.createObjectNode();
        data.put("table", mapping.table().value());
        data.put("row", payload.rowId(mapping.row()));
        data.set("data", fields == null ? payload.whole() : picked(fields, payload));
        return data;
    }

    /**
     * A column whose pointer leads nowhere stays out of the row, because payloads have optional members; whether the row may lack it is for the table's schema to
     * say. That none leads anywhere is no row but a mistake.
     */
    private static ObjectNode picked(Map<String, String> fields, Payload payload) {
        var row = Json.MAPPER.createObjectNode();
        fields.forEach((column, pointer) -> payload.find(pointer).ifPresent(value -> row.set(column, value)));
        if (row.isEmpty() && !fields.isEmpty()) {
            throw new Untranslatable(
                    ErrorCode.INVALID_REQUEST,
                    "Expected a value at one of %s, but the payload has none of them".formatted(fields.values()));
        }
        return row;
    }
}
