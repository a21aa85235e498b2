package dev.millrace.ingest.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import org.junit.jupiter.api.Test;

class CommandIdsTest {

    private static final DeliveryKey DELIVERY =
            new DeliveryKey(new OrganizationId("acme"), new WebhookSourceId("github"), "d-1");

    @Test
    void repeatsAnIdForTheSameAttemptOnly() {
        // when
        var first = CommandIds.of(DELIVERY, 1);
        // then
        assertThat(CommandIds.of(DELIVERY, 1)).isEqualTo(first);
        assertThat(CommandIds.of(DELIVERY, 2)).isNotEqualTo(first);
        assertThat(CommandIds.isOfDelivery(first.value())).isTrue();
    }
}
