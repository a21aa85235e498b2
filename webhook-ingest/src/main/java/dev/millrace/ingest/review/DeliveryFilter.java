package dev.millrace.ingest.review;

import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are asked for.
 *
 * @param source only those of this source; null for all
 * @param state  only those in this state; null for all
 */
record DeliveryFilter(
        @Nullable WebhookSourceId source, @Nullable DeliveryState state) {

    static DeliveryFilter of(@Nullable String source, @Nullable String state) {
        return new DeliveryFilter(
                source == null ? null : new WebhookSourceId(source),
                state == null
                        ? null
                        : DeliveryState.of(state)
                                .orElseThrow(() -> new Problem(
                                        ErrorCode.INVALID_PARAMETER,
                                        "Expected a state of a delivery, but there is none of this name")));
    }

    @Nullable
    String sourceText() {
        return source == null ? null : source.value();
    }

    @Nullable
    String stateText() {
        return state == null ? null : state.text();
    }
}
