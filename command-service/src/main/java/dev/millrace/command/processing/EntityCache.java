package dev.millrace.command.processing;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The entities used last, decoded, up to a number of bytes as stored. One thread at a time. */
final class EntityCache {

    private record Entry(EntityState state, int size) {}

    private final SequencedMap<Bytes, Entry> entries = new LinkedHashMap<>(256, 0.75f, true);
    private final long capacityBytes;
    private long sizeBytes;

    EntityCache(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    @Nullable
    EntityState get(Bytes key) {
        var entry = entries.get(key);
        return entry == null ? null : entry.state();
    }

    void put(Bytes key, EntityState state, int storedBytes) {
        int size = storedBytes + key.get().length;
        var previous = entries.put(key, new Entry(state, size));
        sizeBytes += size - (previous == null ? 0 : previous.size());
        while (sizeBytes > capacityBytes && !entries.isEmpty()) {
            sizeBytes -= entries.pollFirstEntry().getValue().size();
        }
    }
}
