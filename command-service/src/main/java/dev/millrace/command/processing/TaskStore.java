package dev.millrace.command.processing;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/** The task's store of bytes. Whatever it throws comes out as {@link StoreFailure}. */
final class TaskStore {

    private final KeyValueStore<Bytes, byte[]> store;

    TaskStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    byte @Nullable [] get(Bytes key) {
        return guarded(() -> store.get(key));
    }

    /** Writes, or deletes if there is no value. */
    void put(Bytes key, byte @Nullable [] value) {
        guarded(() -> {
            store.put(key, value);
            return key;
        });
    }

    /** Writes what a record cache of this store holds. There is no public name for it. */
    void writeOut() {
        if (store instanceof CachedStateStore<?, ?> cached) {
            guarded(() -> {
                cached.flushCache();
                return cached;
            });
        }
    }

    /** Visits at most {@code limit} entries from {@code from} up to {@code to}, both included, and returns the last key visited if there may be more. */
    @Nullable
    Bytes scan(Bytes from, Bytes to, int limit, BiConsumer<Bytes, byte[]> visitor) {
        return guarded(() -> {
            try (var entries = store.range(from, to)) {
                Bytes last = null;
                for (int visited = 0; entries.hasNext(); visited++) {
                    if (visited == limit) {
                        return last;
                    }
                    var entry = entries.next();
                    visitor.accept(entry.key, entry.value);
                    last = entry.key;
                }
                return null;
            }
        });
    }

    private static <T extends @Nullable Object> T guarded(Supplier<T> access) {
        try {
            return access.get();
        } catch (RuntimeException e) {
            throw new StoreFailure(e);
        }
    }
}
