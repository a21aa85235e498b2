package dev.millrace.command.webhooksource;

import dev.millrace.command.processing.CommandContext;
import dev.millrace.command.processing.CommandRejected;
import dev.millrace.command.processing.Entities;
import dev.millrace.command.processing.Removable;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.webhooksource.Mapping;
import dev.millrace.schemas.webhooksource.SignatureScheme;
import dev.millrace.schemas.webhooksource.WebhookSourceCommand.ChangeWebhookMappings;
import dev.millrace.schemas.webhooksource.WebhookSourceCommand.RegisterWebhookSource;
import dev.millrace.schemas.webhooksource.WebhookSourceCommand.RemoveWebhookSource;
import dev.millrace.schemas.webhooksource.WebhookSourceCommand.RotateWebhookSecret;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookMappingsChanged;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSecretRotated;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSourceRegistered;
import dev.millrace.schemas.webhooksource.WebhookSourceEvent.WebhookSourceRemoved;
import dev.millrace.schemas.webhooksource.WebhookSourceId;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.jspecify.annotations.Nullable;

/**
 * A source of webhooks and what its deliveries become. The secret is in the events alone: nothing is decided by it but whether it suits the scheme.
 *
 * @param scheme null for a source whose state was written before it was kept here
 */
@EventSourcedEntity
@SuppressWarnings("DoNotCallSuggester") // a handler that always refuses is called all the same
record WebhookSource(WebhookSourceId id, @Nullable SignatureScheme scheme, List<Mapping> mappings, boolean deregistered)
        implements Removable {

    WebhookSource {
        mappings = List.copyOf(mappings);
    }

    @EntityCreator
    static WebhookSource registered(WebhookSourceRegistered event) {
        return new WebhookSource(event.source(), event.scheme(), event.mappings(), false);
    }

    @CommandHandler
    static void register(RegisterWebhookSource command, EventAppender events) {
        var mappings = Objects.requireNonNullElse(command.mappings(), List.<Mapping>of());
        MappingRules.check(mappings);
        events.append(new WebhookSourceRegistered(
                command.source(), command.scheme(), SealedSecret.require(command.secret()), mappings));
    }

    @CommandHandler
    void registerAgain(RegisterWebhookSource command) {
        throw exists(id);
    }

    @CommandHandler
    static void rotateMissing(RotateWebhookSecret command) {
        throw notFound(command.source());
    }

    @CommandHandler
    void rotate(RotateWebhookSecret command, CommandContext context, EventAppender events) {
        var grace = SealedSecret.grace(command.graceSeconds());
        events.append(new WebhookSecretRotated(
                id,
                SealedSecret.require(command.secret(), scheme),
                context.time().plus(grace)));
    }

    @CommandHandler
    static void changeMissing(ChangeWebhookMappings command) {
        throw notFound(command.source());
    }

    @CommandHandler
    void change(ChangeWebhookMappings command, EventAppender events) {
        if (command.mappings().equals(mappings)) {
            return; // already so
        }
        MappingRules.check(command.mappings());
        events.append(new WebhookMappingsChanged(id, command.mappings()));
    }

    @CommandHandler
    static void removeMissing(RemoveWebhookSource command) {
        throw notFound(command.source());
    }

    @CommandHandler
    void remove(RemoveWebhookSource command, EventAppender events) {
        events.append(new WebhookSourceRemoved(id));
    }

    @EventSourcingHandler
    WebhookSource on(WebhookSecretRotated event) {
        return this;
    }

    @EventSourcingHandler
    WebhookSource on(WebhookMappingsChanged event) {
        return new WebhookSource(id, scheme, event.mappings(), false);
    }

    @EventSourcingHandler
    WebhookSource on(WebhookSourceRemoved event) {
        return new WebhookSource(id, scheme, mappings, true);
    }

    @Override
    public boolean removed(Entities others) {
        return deregistered;
    }

    private static CommandRejected exists(WebhookSourceId source) {
        return new CommandRejected(
                ErrorCode.WEBHOOK_SOURCE_EXISTS,
                "Expected a name that is free, but webhook source %s exists already".formatted(source));
    }

    private static CommandRejected notFound(WebhookSourceId source) {
        return new CommandRejected(
                ErrorCode.WEBHOOK_SOURCE_NOT_FOUND,
                "Expected webhook source %s to be registered, but it is not".formatted(source));
    }
}
