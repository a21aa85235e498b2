package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.ingest.delivery.Position;
import dev.millrace.schemas.envelope.WebhookDelivery;

/** A delivery and where it lies. */
record Located(WebhookDelivery delivery, Position position) {

    DeliveryKey key() {
        return DeliveryKey.of(delivery);
    }
}
