package dev.millrace.command.processing;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.common.Priority;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.annotation.AnnotatedMessageHandlingMemberDefinition;
import org.axonframework.messaging.core.annotation.HandlerDefinition;
import org.axonframework.messaging.core.annotation.MessageHandlingMember;
import org.axonframework.messaging.core.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;

/**
 * Axon's handlers that return the entity itself, as those of events do. Axon makes a message of what they return; it would search the annotations of the entity for
 * the message's name and draw a secure random id for it, each time, and nobody reads either.
 *
 * <p>Axon finds it by {@link java.util.ServiceLoader}, so it is public.
 */
@Priority(Priority.HIGH)
public final class EntityHandlers implements HandlerDefinition {

    private static final String NO_ID = "";

    private final HandlerDefinition handlers = new AnnotatedMessageHandlingMemberDefinition();

    /** For the service loader. */
    public EntityHandlers() {}

    @Override
    public <T> Optional<MessageHandlingMember<T>> createHandler(
            Class<T> entity,
            Method method,
            ParameterResolverFactory parameters,
            Function<Object, MessageStream<?>> resultOfOthers) {
        if (method.getReturnType() != entity) {
            return Optional.empty();
        }
        var name = new MessageType(entity);
        return handlers.createHandler(entity, method, parameters, after -> message(name, after));
    }

    private static MessageStream<?> message(MessageType name, @Nullable Object entity) {
        return entity == null
                ? MessageStream.empty()
                : MessageStream.just(new GenericMessage(NO_ID, name, entity, Map.of()));
    }
}
