package dev.millrace.schemas.envelope;

import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.time.Instant;

/**
 * One record of {@code millrace.webhooks}: a verified delivery, its body byte for byte.
 *
 * @param organization whose source it came through, and the key of the record
 * @param source       the source
 * @param deliveryId   the provider's own id of the delivery; what repeats are recognised by
 * @param event        the provider's name of the event
 * @param contentType  media type of the body as sent
 * @param receivedAt   when the front door took it in
 * @param body         the body exactly as signed; not always JSON
 */
public record WebhookDelivery(
        OrganizationId organization,
        WebhookSourceId source,
        String deliveryId,
        String event,
        String contentType,
        Instant receivedAt,
        RawJson body) {}
