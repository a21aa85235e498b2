package dev.millrace.command.processing;

import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.DomainEvent;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.conversion.PassThroughConverter;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.AnnotationBasedEventSourcedEntityFactory;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.annotation.ParameterResolverFactory;
import org.axonframework.messaging.core.conversion.DelegatingMessageConverter;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.axonframework.modelling.entity.EntityMetamodel;
import org.axonframework.modelling.entity.annotation.AnnotatedEntityMetamodel;
import org.jspecify.annotations.Nullable;

/** One kind of entity, run as a bare function through Axon's metamodel: no repository, no bus, no tags. */
final class EntityModel<E> {

    private final Class<E> type;
    private final EntityMetamodel<E> metamodel;
    private final AnnotationBasedEventSourcedEntityFactory<E, String> factory;
    private final MessageTypeResolver types;

    EntityModel(Class<E> type, ParameterResolverFactory parameters, MessageTypeResolver types) {
        var events = new DelegatingEventConverter(PassThroughConverter.INSTANCE);
        var messages = new DelegatingMessageConverter(PassThroughConverter.INSTANCE);
        this.type = type;
        this.types = types;
        this.metamodel = AnnotatedEntityMetamodel.forConcreteType(type, parameters, types, messages, events);
        this.factory = new AnnotationBasedEventSourcedEntityFactory<>(type, String.class, parameters, types, events);
    }

    Class<E> type() {
        return type;
    }

    /** Wire names of the commands that it decides. */
    Set<String> commands() {
        return metamodel.supportedCommands().stream().map(QualifiedName::name).collect(Collectors.toSet());
    }

    /** The events that it is made from or changed by. */
    Set<Class<?>> events() {
        var handlers = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(EventSourcingHandler.class)
                        || method.isAnnotationPresent(EntityCreator.class));
        var creators = Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> constructor.isAnnotationPresent(EntityCreator.class));
        return Stream.concat(handlers, creators)
                .map(Executable::getParameterTypes)
                .flatMap(Arrays::stream)
                .filter(DomainEvent.class::isAssignableFrom)
                .collect(Collectors.toSet());
    }

    /** Lets the entity, or nobody if there is none yet, decide the command; the events are in the context then. */
    void handle(DomainCommand command, @Nullable E entity, DecisionContext context) {
        var id = context.command.id().toString();
        var message = new GenericCommandMessage(
                new GenericMessage(id, types.resolveOrThrow(command.getClass()), command, Map.of()));
        var result = entity == null
                ? metamodel.handleCreate(message, context)
                : metamodel.handleInstance(message, entity, context);
        var done = result.asCompletableFuture();
        if (!done.isDone()) {
            throw new IllegalStateException("Expected handlers that decide at once, but one went asynchronous");
        }
        if (done.isCompletedExceptionally()) {
            throw unchecked(done.exceptionNow());
        }
    }

    /** The entity after an event. */
    E apply(DomainEvent event, @Nullable E entity, DecisionContext context) {
        var id = context.command.id().toString();
        var message = new GenericEventMessage(
                id, types.resolveOrThrow(event.getClass()), event, Map.of(), context.command.time());
        var after = entity == null
                ? factory.create(event.subject().path(), message, context)
                : metamodel.evolve(entity, message, context);
        if (after == null) {
            throw new IllegalStateException("Expected an entity after the event, but the handler gave none");
        }
        return after;
    }

    private static RuntimeException unchecked(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> unchecked(wrapped.getCause());
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException("Expected no checked exception from a handler", failure);
        };
    }
}
