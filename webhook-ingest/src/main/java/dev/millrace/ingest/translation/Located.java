package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.Position;
import dev.millrace.schemas.envelope.WebhookDelivery;
import org.jspecify.annotations.Nullable;

/**
 * A delivery and where it lies.
 *
 * @param traceParent W3C trace context that its commands go on with; null if there is none
 */
record Located(
        WebhookDelivery delivery,
        Position position,
        @Nullable String traceParent) {

    DeliveryKey key() {
        return DeliveryKey.of(delivery);
    }
}
