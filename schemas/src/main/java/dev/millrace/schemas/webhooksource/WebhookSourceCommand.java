package dev.millrace.schemas.webhooksource;

import dev.millrace.schemas.CommandType;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.GeneratedId;
import dev.millrace.schemas.Secret;
import dev.millrace.schemas.envelope.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of a webhook source. */
public sealed interface WebhookSourceCommand extends DomainCommand {

    WebhookSourceId source();

    @Override
    default Subject target() {
        return source().subject();
    }

    /** Registers a source; deliveries to {@code /webhooks/{organization}/{source}} are taken from then on. */
    @CommandType("webhook-source.register")
    record RegisterWebhookSource(
            @GeneratedId WebhookSourceId source,
            SignatureScheme scheme,
            @Secret String secret,
            @Nullable List<Mapping> mappings)
            implements WebhookSourceCommand {
        public RegisterWebhookSource {
            mappings = mappings == null ? null : List.copyOf(mappings);
        }
    }

    /**
     * Puts a new secret in place of the present one.
     *
     * @param graceSeconds how long the old one is still accepted; 86,400 (a day) where left out, 0 for not at all
     */
    @CommandType("webhook-source.rotate-secret")
    record RotateWebhookSecret(
            WebhookSourceId source,
            @Secret String secret,
            @Nullable Long graceSeconds) implements WebhookSourceCommand {}

    @CommandType("webhook-source.change-mappings")
    record ChangeWebhookMappings(WebhookSourceId source, List<Mapping> mappings) implements WebhookSourceCommand {
        public ChangeWebhookMappings {
            mappings = List.copyOf(mappings);
        }
    }

    @CommandType("webhook-source.remove")
    record RemoveWebhookSource(WebhookSourceId source) implements WebhookSourceCommand {}
}
