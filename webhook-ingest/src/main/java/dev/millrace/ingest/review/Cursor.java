package dev.millrace.ingest.review;

import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** Where a page ends: the number of its last delivery, together with what was asked for, so that a cursor of another list is told apart. */
final class Cursor {

    private Cursor() {}

    static String encode(OrganizationId organization, DeliveryFilter filter, long number) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(start(organization, filter) + number));
    }

    static long decode(OrganizationId organization, DeliveryFilter filter, String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var start = start(organization, filter);
            if (text.startsWith(start)) {
                return Long.parseUnsignedLong(text.substring(start.length()));
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one message
        }
        throw new Problem(ErrorCode.INVALID_CURSOR, "Expected a cursor that this list has given, but it is another");
    }

    private static String start(OrganizationId organization, DeliveryFilter filter) {
        return "d1|%s|%s|%s|"
                .formatted(
                        organization,
                        Objects.requireNonNullElse(filter.sourceText(), ""),
                        Objects.requireNonNullElse(filter.stateText(), ""));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
