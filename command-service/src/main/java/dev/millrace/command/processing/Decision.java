package dev.millrace.command.processing;

import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command, or a batch of them, has decided so far: events, and the entities as they are after them. Nothing of it is stored yet. */
final class Decision implements Entities {

    /** An event and how many its entity has had with it. */
    record Decided(DomainEvent event, long entityVersion) {}

    private final OrganizationId organization;
    private final EntityStore store;
    private final Map<Subject, EntityState> changed = new LinkedHashMap<>();
    private final List<Decided> events = new ArrayList<>();

    Decision(OrganizationId organization, EntityStore store) {
        this.organization = organization;
        this.store = store;
    }

    @Override
    public <T> Optional<T> find(Class<T> type, Subject subject) {
        var entity = state(type, subject).entity();
        if (entity instanceof Removable removable && removable.removed(this)) {
            return Optional.empty();
        }
        return Optional.ofNullable(type.cast(entity));
    }

    /** The state as it is stored, whether or not the entity was removed since. */
    EntityState state(Class<?> type, Subject subject) {
        var state = changed.get(subject);
        return state != null ? state : store.get(organization, subject, type);
    }

    /** Notes an event and the entity after it. */
    void add(DomainEvent event, long entityVersion, Object entity) {
        events.add(new Decided(event, entityVersion));
        changed.put(event.subject(), new EntityState(entityVersion, entity));
    }

    List<Decided> events() {
        return events;
    }

    /** The changed entities, encoded; of a removed one its version alone. */
    List<EntityWrite> writes() {
        var writes = new ArrayList<EntityWrite>(changed.size());
        for (var entry : changed.entrySet()) {
            var state = entry.getValue();
            var kept = state.entity() instanceof Removable removable && removable.removed(this)
                    ? new EntityState(state.version(), null)
                    : state;
            writes.add(EntityStore.encode(organization, entry.getKey(), kept));
        }
        return writes;
    }
}
