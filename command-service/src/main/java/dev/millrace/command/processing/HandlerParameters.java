package dev.millrace.command.processing;

import dev.millrace.schemas.DomainEvent;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.messaging.core.annotation.ParameterResolver;
import org.axonframework.messaging.core.annotation.ParameterResolverFactory;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.jspecify.annotations.Nullable;

/**
 * What handlers may take beside the message: {@link CommandContext}, {@link Entities}, {@link Effort}, {@link EntityVersion}, Axon's {@link EventAppender}, and any collaborator by
 * its type.
 */
final class HandlerParameters implements ParameterResolverFactory {

    private final List<Object> collaborators;

    HandlerParameters(List<Object> collaborators) {
        this.collaborators = List.copyOf(collaborators);
    }

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable executable, Parameter[] parameters, int index) {
        var type = parameters[index].getType();
        if (type == CommandContext.class) {
            return new FromDecision(context -> context.command);
        }
        if (type == Entities.class) {
            return new FromDecision(context -> context.decision);
        }
        if (type == Effort.class) {
            return new FromDecision(context -> context.decision.effort());
        }
        if (type == EntityVersion.class) {
            return new FromDecision(context -> context.version);
        }
        if (type == EventAppender.class) {
            return new FromDecision(Appender::new);
        }
        return collaborators.stream()
                .filter(type::isInstance)
                .findFirst()
                .map(collaborator -> new FromDecision(_ -> collaborator))
                .orElse(null);
    }

    private record FromDecision(Function<DecisionContext, @Nullable Object> value)
            implements ParameterResolver<@Nullable Object> {

        @Override
        public CompletableFuture<@Nullable Object> resolveParameterValue(ProcessingContext context) {
            return CompletableFuture.completedFuture(value.apply(context.getResource(DecisionContext.KEY)));
        }

        @Override
        public boolean matches(ProcessingContext context) {
            return context.containsResource(DecisionContext.KEY);
        }
    }

    /** Collects the events themselves: Axon's own appender wraps each in a message with a random id and the time of day. */
    private record Appender(DecisionContext context) implements EventAppender {

        @Override
        public void append(List<?> events) {
            for (var event : events) {
                context.appended.add((DomainEvent) event);
            }
        }

        @Override
        public void describeTo(ComponentDescriptor descriptor) {
            descriptor.describeProperty("appended", context.appended.size());
        }
    }
}
