package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.webhooksource.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What a delivery becomes by the mappings of its source. The same delivery and mappings give the same commands, ids included. */
final class Plan {

    private static final String EVERY_EVENT = "*";

    private Plan() {}

    /**
     * The commands, one for each mapping that wants the event; none where no mapping does.
     *
     * @throws Untranslatable if any of them cannot be made: all or none are sent, so that a retry after a repair starts from a clean slate
     */
    static List<PlannedCommand> of(WebhookDelivery delivery, List<Mapping> mappings, int attempt) {
        var commands = new ArrayList<PlannedCommand>();
        Payload payload = null;
        for (int i = 0; i < mappings.size(); i++) {
            var mapping = mappings.get(i);
            if (mapping.event().equals(EVERY_EVENT) || mapping.event().equals(delivery.event())) {
                payload = payload == null ? Payload.of(delivery) : payload;
                var id = CommandIds.of(DeliveryKey.of(delivery), i, attempt);
                commands.add(new PlannedCommand(i, id, data(mapping, payload)));
            }
        }
        return List.copyOf(commands);
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
