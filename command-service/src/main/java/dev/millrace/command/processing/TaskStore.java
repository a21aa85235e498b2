package dev.millrace.command.processing;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The task's store of bytes. Whatever it throws comes out as {@link StoreFailure}.
 *
 * <p>What must be written once per transaction rather than once per record is written {@linkplain #beforeCommit before the commit}, whoever asked for that: the
 * processor at the end of a batch, or Kafka Streams in the middle of one, because partitions go to another node. Only stores with a record cache are told of the
 * latter, and there is no public name for them.
 */
final class TaskStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]> {

    private Runnable beforeCommit = () -> {};

    TaskStore(KeyValueStore<Bytes, byte[]> store) {
        super(store);
    }

    /** Lets the write happen before each commit from now on, and no other: a task that begins anew owes nothing of what it put off before. */
    void beforeCommit(Runnable write) {
        beforeCommit = write;
    }

    @Override
    public void flushCache() {
        try {
            beforeCommit.run();
        } catch (StoreFailure e) {
            throw e.failure(); // Streams goes by its own types: another node may have taken the partition, for one
        }
    }

    byte @Nullable [] get(Bytes key) {
        return guarded(() -> wrapped().get(key));
    }

    /** Writes, or deletes if there is no value. */
    void put(Bytes key, byte @Nullable [] value) {
        guarded(() -> {
            wrapped().put(key, value);
            return key;
        });
    }

    /** Visits at most {@code limit} entries from {@code from} up to {@code to}, both included, and returns the last key visited if there may be more. */
    @Nullable
    Bytes scan(Bytes from, Bytes to, int limit, BiConsumer<Bytes, byte[]> visitor) {
        return guarded(() -> {
            try (var entries = wrapped().range(from, to)) {
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
