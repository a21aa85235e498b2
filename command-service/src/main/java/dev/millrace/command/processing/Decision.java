package dev.millrace.command.processing;

import dev.millrace.platform.json.Json;
import dev.millrace.platform.kafka.KafkaConnection;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.WireName;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.RawJson;
import dev.millrace.schemas.envelope.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a command, or a batch of them, has decided so far: events, and the entities as they are after them. Nothing of it is stored yet. */
final class Decision implements Entities {

    /** An event as it will stand in the log, and how many its entity has had with it. */
    record Decided(WireName type, Subject subject, long entityVersion, RawJson data) {}

    /** Half of a record: an event may hold a patch beside the whole. */
    private static final int MAX_VALUE_BYTES = KafkaConnection.MAX_RECORD_BYTES / 2;

    /** Of all events together: they are held at once, and sent in one transaction. */
    private static final int MAX_BYTES = KafkaConnection.MAX_RECORD_BYTES;

    private final OrganizationId organization;
    private final EntityStore store;
    private final Map<Subject, EntityState> changed = new LinkedHashMap<>();
    private final List<Decided> events = new ArrayList<>();
    private final Effort effort = new Effort();
    private int bytes;

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

    /** Notes an event and the entity after it. Small patches of something large add up, so it is refused with {@link ErrorCode#TOO_LARGE} as soon as it is too much. */
    void add(DomainEvent event, long entityVersion, Object entity) {
        var data = Json.MAPPER.writeValueAsBytes(event);
        requireFitting(data);
        bytes += data.length;
        if (bytes > MAX_BYTES) {
            throw new CommandRejected(
                    ErrorCode.TOO_LARGE,
                    "Expected commands whose events have at most %d bytes together, but they would have more; send fewer in a batch"
                            .formatted(MAX_BYTES));
        }
        events.add(new Decided(Catalogue.typeOf(event.getClass()), event.subject(), entityVersion, RawJson.of(data)));
        changed.put(event.subject(), new EntityState(entityVersion, entity));
    }

    /** What does not fit into a record would stop the partition for ever. */
    private static void requireFitting(byte[] value) {
        if (value.length > MAX_VALUE_BYTES) {
            throw new CommandRejected(
                    ErrorCode.TOO_LARGE,
                    "Expected an entity of at most %d bytes after the command, but it would be larger"
                            .formatted(MAX_VALUE_BYTES));
        }
    }

    Effort effort() {
        return effort;
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
            var write = EntityStore.encode(organization, entry.getKey(), kept);
            requireFitting(write.bytes());
            writes.add(write);
        }
        return writes;
    }
}
