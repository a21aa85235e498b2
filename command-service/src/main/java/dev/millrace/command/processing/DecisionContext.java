package dev.millrace.command.processing;

import dev.millrace.schemas.DomainEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.ProcessingLifecycle;
import org.jspecify.annotations.Nullable;

/**
 * Axon's context of one message. It carries resources for parameters and nothing else: the transaction is that of Kafka Streams, so there are no phases to hook
 * into.
 */
@SuppressWarnings({"unchecked", "NullAway"}) // a map of typed keys, behind an interface that says nothing about null
final class DecisionContext implements ProcessingContext {

    static final Context.ResourceKey<DecisionContext> KEY = Context.ResourceKey.withLabel("decision");

    final CommandContext command;
    final Decision decision;
    final List<DomainEvent> appended = new ArrayList<>(2);

    @Nullable
    EntityVersion version;

    private final Map<ResourceKey<?>, Object> resources = new HashMap<>(4);

    DecisionContext(CommandContext command, Decision decision) {
        this.command = command;
        this.decision = decision;
        resources.put(KEY, this);
    }

    @Override
    public boolean containsResource(ResourceKey<?> key) {
        return resources.containsKey(key);
    }

    @Override
    public <T> T getResource(ResourceKey<T> key) {
        return (T) resources.get(key);
    }

    @Override
    public Map<ResourceKey<?>, Object> resources() {
        return resources;
    }

    @Override
    public <T> T putResource(ResourceKey<T> key, T resource) {
        return (T) resources.put(key, resource);
    }

    @Override
    public <T> T updateResource(ResourceKey<T> key, UnaryOperator<T> updater) {
        return (T) resources.compute(key, (_, old) -> updater.apply((T) old));
    }

    @Override
    public <T> T putResourceIfAbsent(ResourceKey<T> key, T resource) {
        return (T) resources.putIfAbsent(key, resource);
    }

    @Override
    public <T> T computeResourceIfAbsent(ResourceKey<T> key, Supplier<T> supplier) {
        return (T) resources.computeIfAbsent(key, _ -> supplier.get());
    }

    @Override
    public <T> T removeResource(ResourceKey<T> key) {
        return (T) resources.remove(key);
    }

    @Override
    public <T> boolean removeResource(ResourceKey<T> key, T expected) {
        return resources.remove(key, expected);
    }

    @Override
    public <C> C component(Class<C> type, @Nullable String name) {
        throw new UnsupportedOperationException("Expected parameters only, but " + type.getName() + " was looked up");
    }

    @Override
    public boolean isStarted() {
        return true;
    }

    @Override
    public boolean isError() {
        return false;
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public boolean isCompleted() {
        return false;
    }

    @Override
    public ProcessingLifecycle on(Phase phase, Function<ProcessingContext, CompletableFuture<?>> action) {
        throw noPhases();
    }

    @Override
    public ProcessingLifecycle onError(ErrorHandler action) {
        throw noPhases();
    }

    @Override
    public ProcessingLifecycle whenComplete(Consumer<ProcessingContext> action) {
        throw noPhases();
    }

    private static UnsupportedOperationException noPhases() {
        return new UnsupportedOperationException("Expected a handler that only decides, but it hooks into a phase");
    }
}
