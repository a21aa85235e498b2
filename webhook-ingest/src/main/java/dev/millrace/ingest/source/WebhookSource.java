package dev.millrace.ingest.source;

import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.webhooksource.Mapping;
import dev.millrace.schemas.webhooksource.SignatureScheme;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered source.
 *
 * @param sealedSecret the present secret, sealed
 * @param previous     the secret before it; null before the first rotation
 * @param mappings     what becomes of its deliveries
 */
public record WebhookSource(
        OrganizationId organization,
        WebhookSourceId id,
        SignatureScheme scheme,
        String sealedSecret,
        @Nullable PreviousSecret previous,
        List<Mapping> mappings) {

    public WebhookSource {
        mappings = List.copyOf(mappings);
    }

    /** The sealed secrets that are valid at a time, the present one first. */
    public List<String> sealedSecretsAt(Instant time) {
        return previous != null && time.isBefore(previous.validUntil())
                ? List.of(sealedSecret, previous.sealed())
                : List.of(sealedSecret);
    }

    /** The secret before the last rotation, valid for a while so that the provider can change it at its own pace. */
    public record PreviousSecret(String sealed, Instant validUntil) {}
}
