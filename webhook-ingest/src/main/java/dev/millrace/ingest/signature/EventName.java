package dev.millrace.ingest.signature;

import dev.millrace.platform.json.Json;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/** The event's name in a verified body: the member {@code type} of the top, as Standard Webhooks advises. */
final class EventName {

    private static final Pattern NAME = DeliveryHeaders.NAME;

    private EventName() {}

    /** The name, or {@link SignedDelivery#UNNAMED} where the body has none that could be one. Reads on only until it is found. */
    static String in(byte[] body) {
        try (var parser = Json.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return SignedDelivery.UNNAMED;
            }
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                var value = parser.nextToken();
                if (name.equals("type")) {
                    var text = value == JsonToken.VALUE_STRING ? parser.getString() : "";
                    return NAME.matcher(text).matches() ? text : SignedDelivery.UNNAMED;
                }
                parser.skipChildren();
            }
            return SignedDelivery.UNNAMED;
        } catch (JacksonException e) {
            return SignedDelivery.UNNAMED; // no JSON: it is kept, and its translation will say so
        }
    }
}
