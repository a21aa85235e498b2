package dev.millrace.ingest;

import dev.millrace.ingest.deduplication.Admission;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How webhooks are taken in.
 *
 * @param maxBody       largest body, at most 10 MB, and never more than {@code millrace.web.max-body} lets in; a larger one is refused with {@code TOO_LARGE}
 * @param tolerance     how far a signed timestamp may lie from now, in either direction; beyond it is {@code STALE_TIMESTAMP}
 * @param patience      how long a delivery may wait to become durable, or for the same delivery of another request; then it is refused with {@code
 *     UNAVAILABLE}. Providers give up after some 10 s themselves
 * @param claimTimeout  age from which a delivery that somebody began to store may be stored by another; at least 60 s, because a write may last that long
 * @param sourcePatience how long a delivery to an unknown source, or one whose signature does not fit, waits for news of the source
 * @param sourceWaiters how many deliveries to unknown sources may wait at a time, and as many whose signature does not fit; further ones are refused with
 *     {@code OVERLOADED}
 * @param retention     how long deliveries are listed, and repeats of them recognised; not longer than the topic keeps them. One whose
 *     dead letter is open stays listed until that is settled
 */
@Validated
@ConfigurationProperties("millrace.webhook")
public record WebhookIngestProperties(
        @DefaultValue("2MB") @NotNull DataSize maxBody,
        @DefaultValue("300s") @NotNull Duration tolerance,
        @DefaultValue("8s") @NotNull Duration patience,
        @DefaultValue("90s") @NotNull Duration claimTimeout,
        @DefaultValue("2s") @NotNull Duration sourcePatience,
        @DefaultValue("64") @Min(1) int sourceWaiters,
        @DefaultValue("30d") @NotNull Duration retention) {

    /** Both as a dead letter in Base64 and as a record, such a body is well below what a topic takes. */
    private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(10);

    public WebhookIngestProperties {
        if (maxBody.toBytes() < 1 || maxBody.compareTo(LARGEST_BODY) > 0) {
            throw new IllegalArgumentException(
                    "Expected millrace.webhook.maxBody of 1B to 10MB, but got " + maxBody.toBytes() + "B");
        }
        if (claimTimeout.compareTo(Admission.SHORTEST_CLAIM_TIMEOUT) < 0) {
            throw new IllegalArgumentException("Expected millrace.webhook.claimTimeout of at least %s, but got %s"
                    .formatted(Admission.SHORTEST_CLAIM_TIMEOUT, claimTimeout));
        }
    }
}
