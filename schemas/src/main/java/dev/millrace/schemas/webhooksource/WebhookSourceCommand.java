package dev.millrace.schemas.webhooksource;

import dev.millrace.schemas.CarriesSecret;
import dev.millrace.schemas.CommandType;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.GeneratedId;
import dev.millrace.schemas.Limits;
import dev.millrace.schemas.Secret;
import dev.millrace.schemas.envelope.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
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
            @Secret @Limits(min = 1, max = 256) String secret,
            @Nullable @Limits(max = 100) List<Mapping> mappings)
            implements WebhookSourceCommand, CarriesSecret {
        public RegisterWebhookSource {
            mappings = mappings == null ? null : List.copyOf(mappings);
        }

        @Override
        public boolean hasSuitableSecret() {
            return scheme.accepts(secret);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "RegisterWebhookSource[source=%s, scheme=%s, mappings=%s]".formatted(source, scheme, mappings);
        }
    }

    /**
     * Puts a new secret in place of the present one.
     *
     * @param graceSeconds how long the old one is still accepted; 86,400 (a day) where left out, 0 for not at all, at most 30 days
     */
    @CommandType("webhook-source.rotate-secret")
    record RotateWebhookSecret(
            WebhookSourceId source,
            @Secret @Limits(min = 1, max = 256) String secret,
            @Nullable @Limits(max = 30 * 86_400) Long graceSeconds)
            implements WebhookSourceCommand, CarriesSecret {

        /** The source's scheme is not known here, so any will do; whoever knows it finds in the note whether it is among them. */
        @Override
        public boolean hasSuitableSecret() {
            return !sealedNote().isEmpty();
        }

        /** The schemes that the secret suits. */
        @Override
        public String sealedNote() {
            return Arrays.stream(SignatureScheme.values())
                    .filter(scheme -> scheme.accepts(secret))
                    .map(SignatureScheme::label)
                    .collect(Collectors.joining("+"));
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "RotateWebhookSecret[source=%s, graceSeconds=%s]".formatted(source, graceSeconds);
        }
    }

    @CommandType("webhook-source.change-mappings")
    record ChangeWebhookMappings(
            WebhookSourceId source, @Limits(max = 100) List<Mapping> mappings) implements WebhookSourceCommand {
        public ChangeWebhookMappings {
            mappings = List.copyOf(mappings);
        }
    }

    @CommandType("webhook-source.remove")
    record RemoveWebhookSource(WebhookSourceId source) implements WebhookSourceCommand {}
}
