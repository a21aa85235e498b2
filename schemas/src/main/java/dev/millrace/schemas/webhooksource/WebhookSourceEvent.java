package dev.millrace.schemas.webhooksource;

import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.EventType;
import dev.millrace.schemas.envelope.Subject;
import java.time.Instant;
import java.util.List;

/** Everything that can happen to a webhook source. Secrets are in their sealed form. */
public sealed interface WebhookSourceEvent extends DomainEvent {

    WebhookSourceId source();

    @Override
    default Subject subject() {
        return source().subject();
    }

    @EventType("webhook-source.registered")
    record WebhookSourceRegistered(
            WebhookSourceId source, SignatureScheme scheme, String sealedSecret, List<Mapping> mappings)
            implements WebhookSourceEvent {
        public WebhookSourceRegistered {
            mappings = List.copyOf(mappings);
        }
    }

    /**
     * The secret was replaced.
     *
     * @param previousValidUntil until when the secret before this one is still accepted; an earlier one is not any more
     */
    @EventType("webhook-source.secret-rotated")
    record WebhookSecretRotated(WebhookSourceId source, String sealedSecret, Instant previousValidUntil)
            implements WebhookSourceEvent {}

    @EventType("webhook-source.mappings-changed")
    record WebhookMappingsChanged(WebhookSourceId source, List<Mapping> mappings) implements WebhookSourceEvent {
        public WebhookMappingsChanged {
            mappings = List.copyOf(mappings);
        }
    }

    @EventType("webhook-source.removed")
    record WebhookSourceRemoved(WebhookSourceId source) implements WebhookSourceEvent {}
}
