package dev.millrace.command.processing;

import dev.millrace.platform.json.Json;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Subject;
import java.nio.ByteBuffer;

/**
 * The entities of one task: 8 bytes of version, then the entity as JSON, nothing if it was removed.
 *
 * <p>Decoded entities are remembered, so that a table's schema is not parsed for each of its rows. That is as right as the store itself: only {@link #put} changes
 * either, and a task that was rolled back is initialised anew with an empty memory.
 */
final class EntityStore {

    private final TaskStore store;
    private final EntityCache cache;

    EntityStore(TaskStore store, EntityCache cache) {
        this.store = store;
        this.cache = cache;
    }

    EntityState get(OrganizationId organization, Subject subject, Class<?> type) {
        var key = StoreKeys.entity(organization, subject);
        var known = cache.get(key);
        if (known != null) {
            return known;
        }
        var bytes = store.get(key);
        if (bytes == null) {
            return EntityState.NONE;
        }
        var state = decode(bytes, type);
        cache.put(key, state, bytes.length);
        return state;
    }

    /** Prepares the write without doing it. */
    static EntityWrite encode(OrganizationId organization, Subject subject, EntityState state) {
        var json = state.entity() == null ? new byte[0] : Json.MAPPER.writeValueAsBytes(state.entity());
        var bytes = ByteBuffer.allocate(Long.BYTES + json.length)
                .putLong(state.version())
                .put(json)
                .array();
        return new EntityWrite(StoreKeys.entity(organization, subject), state, bytes);
    }

    void put(EntityWrite write) {
        store.put(write.key(), write.bytes());
        cache.put(write.key(), write.state(), write.bytes().length);
    }

    private static EntityState decode(byte[] bytes, Class<?> type) {
        long version = ByteBuffer.wrap(bytes).getLong();
        var entity = bytes.length == Long.BYTES
                ? null
                : Json.MAPPER.readerFor(type).readValue(bytes, Long.BYTES, bytes.length - Long.BYTES);
        return new EntityState(version, entity);
    }
}
