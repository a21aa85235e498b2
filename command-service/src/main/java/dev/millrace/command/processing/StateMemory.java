package dev.millrace.command.processing;

import org.rocksdb.Cache;
import org.rocksdb.HyperClockCache;
import org.rocksdb.WriteBufferManager;

/** The native memory that all state stores of this process share: a block cache, half of which may hold what is not on disk yet. */
final class StateMemory implements AutoCloseable {

    /** What most entries take: the size of a block as Kafka Streams has it. */
    private static final long ENTRY_BYTES = 4096;

    private static final int SHARDS_BY_CAPACITY = -1;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    StateMemory(long bytes) {
        org.rocksdb.RocksDB.loadLibrary();
        // An LRU locks for every read.
        cache = new HyperClockCache(bytes, ENTRY_BYTES, SHARDS_BY_CAPACITY, false);
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    Cache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
