package dev.millrace.command.processing;

import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.WireName;
import dev.millrace.schemas.deadletter.DeadLetterCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.annotation.DefaultParameterResolverFactory;
import org.axonframework.messaging.core.annotation.MultiParameterResolverFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs entities: (state or none, command) to (events, new state), through their Axon annotations. State follows after the handler has returned, so a handler that
 * appends two events does not see the first applied. Stateless, so all stream threads share one.
 *
 * <p>It does not start unless every command in the catalogue has somebody to decide it and every event somebody to remember it.
 */
public final class EntityRuntime {

    private final Map<Class<?>, EntityModel<?>> byCommand = new HashMap<>();
    private final Map<Class<?>, EntityModel<?>> byEvent = new HashMap<>();
    private final List<Precondition> preconditions;

    /**
     * Prepares the entities.
     *
     * @param entities      the entity classes
     * @param collaborators what their handlers may take as parameters; a {@link Precondition} among them is checked before every command
     */
    public EntityRuntime(List<Class<?>> entities, List<Object> collaborators) {
        preconditions = collaborators.stream()
                .filter(Precondition.class::isInstance)
                .map(Precondition.class::cast)
                .toList();
        var parameters = new MultiParameterResolverFactory(
                List.of(new HandlerParameters(collaborators), new DefaultParameterResolverFactory()));
        var types = new WireNames();
        for (var entity : entities) {
            register(new EntityModel<>(entity, parameters, types));
        }
        requireComplete();
    }

    /** Lets the command be decided and adds what follows from it to the decision; fails with {@link CommandRejected} or with the handler's bug. */
    void run(DomainCommand command, @Nullable Long expectedVersion, CommandContext context, Decision decision) {
        for (var precondition : preconditions) {
            precondition.check(command, decision);
        }
        var model = byCommand.get(command.getClass());
        if (model == null) {
            throw new IllegalStateException(
                    "Expected an entity that decides " + command.getClass().getName());
        }
        run(model, command, expectedVersion, new DecisionContext(context, decision));
    }

    private <E> void run(
            EntityModel<E> model, DomainCommand command, @Nullable Long expectedVersion, DecisionContext context) {
        var entity = context.decision.find(model.type(), command.target());
        if (expectedVersion != null) {
            requireVersion(expectedVersion, entity.isPresent(), model.type(), command, context.decision);
        }
        model.handle(command, entity.orElse(null), context);
        for (var event : context.appended) {
            apply(modelOf(event), event, context);
        }
    }

    private static <E> void apply(EntityModel<E> model, DomainEvent event, DecisionContext context) {
        var subject = event.subject();
        long version = context.decision.state(model.type(), subject).version() + 1;
        context.version = new EntityVersion(version);
        var before = context.decision.find(model.type(), subject);
        context.decision.add(event, version, model.apply(event, before.orElse(null), context));
    }

    private static void requireVersion(
            long expected, boolean exists, Class<?> type, DomainCommand command, Decision decision) {
        long actual = exists ? decision.state(type, command.target()).version() : 0;
        if (actual != expected) {
            throw new CommandRejected(
                    ErrorCode.VERSION_CONFLICT,
                    "Expected version %d of %s, but it is at %d".formatted(expected, command.target(), actual));
        }
    }

    private EntityModel<?> modelOf(DomainEvent event) {
        return Optional.ofNullable(byEvent.get(event.getClass()))
                .<EntityModel<?>>map(model -> model)
                .orElseThrow(() -> new IllegalStateException(
                        "Expected an entity that remembers " + event.getClass().getName()));
    }

    private void register(EntityModel<?> model) {
        var commands = model.commands();
        Catalogue.commands().forEach((name, command) -> {
            if (commands.contains(name)) {
                claim(byCommand, command, model);
            }
        });
        model.events().forEach(event -> claim(byEvent, event, model));
    }

    private static void claim(Map<Class<?>, EntityModel<?>> claims, Class<?> message, EntityModel<?> model) {
        var other = claims.put(message, model);
        if (other != null) {
            throw new IllegalStateException("Expected one entity for %s, but %s and %s handle it"
                    .formatted(
                            message.getName(),
                            other.type().getName(),
                            model.type().getName()));
        }
    }

    private void requireComplete() {
        var missing = new ArrayList<String>();
        Catalogue.commands().forEach((name, command) -> {
            if (!DeadLetterCommand.class.isAssignableFrom(command) && !byCommand.containsKey(command)) {
                missing.add(name);
            }
        });
        Catalogue.events().forEach((name, event) -> {
            if (!byEvent.containsKey(event)) {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Expected a handler for everything in the catalogue, but there is none for "
                    + String.join(", ", missing));
        }
    }

    /** Messages are called what they are called on the wire. Remembered, because Axon asks several times per message. */
    private static final class WireNames implements MessageTypeResolver {

        private final Map<Class<?>, Optional<MessageType>> known = new ConcurrentHashMap<>();

        @Override
        public Optional<MessageType> resolve(Class<?> payload) {
            return known.computeIfAbsent(payload, WireNames::read);
        }

        private static Optional<MessageType> read(Class<?> payload) {
            if (DomainCommand.class.isAssignableFrom(payload)) {
                return Optional.of(type(Catalogue.commandTypeOf(payload.asSubclass(DomainCommand.class))));
            }
            return DomainEvent.class.isAssignableFrom(payload)
                    ? Optional.of(type(Catalogue.typeOf(payload.asSubclass(DomainEvent.class))))
                    : Optional.empty();
        }

        private static MessageType type(WireName name) {
            return new MessageType(new QualifiedName(name.value()), Integer.toString(name.version()));
        }
    }
}
