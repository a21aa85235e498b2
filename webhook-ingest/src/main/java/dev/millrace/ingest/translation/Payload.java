package dev.millrace.ingest.translation;

import dev.millrace.platform.json.Json;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.WebhookDelivery;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of a delivery, and what pointers find in it. */
record Payload(JsonNode json) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FORM_FIELD = "payload=";

    /** Written out in full, a number like 1e999999999 would fill the memory. No id has more digits than a row id has bytes. */
    private static final int MAX_DIGITS = 256;

    /** Reads the body: JSON, or a form whose field {@code payload} is JSON, as GitHub sends it where the webhook is set so. */
    static Payload of(WebhookDelivery delivery) {
        boolean form = delivery.contentType().toLowerCase(Locale.ROOT).startsWith(FORM);
        try {
            return new Payload(
                    form ? formField(delivery) : Json.tree(delivery.body().bytes()));
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new Untranslatable(
                    ErrorCode.MALFORMED_JSON,
                    place == null
                            ? "Expected well-formed JSON in the body, but it is not"
                            : "Expected well-formed JSON in the body, but it breaks at line %d, column %d"
                                    .formatted(place.getLineNr(), place.getColumnNr()));
        }
    }

    private static JsonNode formField(WebhookDelivery delivery) {
        var text = Arrays.stream(delivery.body().toString().split("&", -1))
                .filter(field -> field.startsWith(FORM_FIELD))
                .findFirst()
                .orElseThrow(() -> new Untranslatable(
                        ErrorCode.INVALID_REQUEST, "Expected a form field payload, but there is none"));
        try {
            return Json.tree(URLDecoder.decode(text.substring(FORM_FIELD.length()), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new Untranslatable(
                    ErrorCode.INVALID_REQUEST, "Expected the form field payload to be URL-encoded, but it is not");
        }
    }

    /** The payload as a row. */
    ObjectNode whole() {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new Untranslatable(
                ErrorCode.INVALID_REQUEST, "Expected an object as payload, but it is %s".formatted(kind(json)));
    }

    /** What the pointer finds; empty where it leads nowhere. */
    Optional<JsonNode> find(String pointer) {
        var found = json.at(compile(pointer));
        return found.isMissingNode() ? Optional.empty() : Optional.of(found);
    }

    /** The row's id at the pointer: a text, or a number in its own digits. */
    String rowId(String pointer) {
        var found = find(pointer)
                .orElseThrow(() -> new Untranslatable(
                        ErrorCode.INVALID_REQUEST,
                        "Expected the row's id at %s, but the payload has nothing there".formatted(pointer)));
        if (found.isString()) {
            return found.stringValue();
        }
        if (found.isNumber()) {
            return digits(found.decimalValue(), pointer);
        }
        throw new Untranslatable(
                ErrorCode.INVALID_REQUEST,
                "Expected a text or a number at %s, but it is %s".formatted(pointer, kind(found)));
    }

    private static String digits(BigDecimal number, String pointer) {
        if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw new Untranslatable(
                    ErrorCode.INVALID_ID,
                    "Expected a number of at most %d digits at %s, but it is longer".formatted(MAX_DIGITS, pointer));
        }
        return number.toPlainString();
    }

    private static JsonPointer compile(String pointer) {
        try {
            return JsonPointer.compile(pointer);
        } catch (IllegalArgumentException e) {
            throw new Untranslatable(
                    ErrorCode.INVALID_REQUEST, "Expected RFC 6901 pointers in the mapping, but one is not: " + pointer);
        }
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
