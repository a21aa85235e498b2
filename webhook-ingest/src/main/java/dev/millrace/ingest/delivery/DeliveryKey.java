package dev.millrace.ingest.delivery;

import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.WebhookDelivery;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.util.Comparator;

/**
 * What makes a delivery the same delivery. Its order is the one in which rows are locked, by whomever, so that no two wait for each other.
 *
 * @param delivery the provider's own id
 */
public record DeliveryKey(OrganizationId organization, WebhookSourceId source, String delivery)
        implements Comparable<DeliveryKey> {

    private static final Comparator<DeliveryKey> ORDER = Comparator.comparing(DeliveryKey::organization)
            .thenComparing(key -> key.source().value())
            .thenComparing(DeliveryKey::delivery);

    /** The key of a record. */
    public static DeliveryKey of(WebhookDelivery delivery) {
        return new DeliveryKey(delivery.organization(), delivery.source(), delivery.deliveryId());
    }

    @Override
    public int compareTo(DeliveryKey other) {
        return ORDER.compare(this, other);
    }
}
