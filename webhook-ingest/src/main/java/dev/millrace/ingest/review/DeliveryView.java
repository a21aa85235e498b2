package dev.millrace.ingest.review;

import dev.millrace.ingest.delivery.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as operators see it.
 *
 * @param source     where it came in
 * @param delivery   the provider's own id
 * @param event      the provider's name of the event
 * @param attempt    how often it was translated, the first time included
 * @param code       why it failed or was rejected; absent where it was not
 * @param cause      one sentence about it; likewise
 * @param receivedAt when it came in
 * @param updatedAt  when its state last changed
 */
record DeliveryView(
        String source,
        String delivery,
        String event,
        DeliveryState state,
        int attempt,
        @Nullable String code,
        @Nullable String cause,
        Instant receivedAt,
        Instant updatedAt) {}
