package dev.millrace.command.processing;

import org.rocksdb.Cache;
import org.rocksdb.HyperClockCache;
import org.rocksdb.WriteBufferManager;

/** The native memory that all state stores of this process share: a block cache, half of which may hold what is not on disk yet. */
final class StateMemory implements AutoCloseable {

    private static final long SIZED_BY_WHAT_IS_IN_IT = 0;
    private static final int SHARDS_BY_CAPACITY = -1;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    StateMemory(long bytes) {
        org.rocksdb.RocksDB.loadLibrary();
        cache = new HyperClockCache(
                bytes, SIZED_BY_WHAT_IS_IN_IT, SHARDS_BY_CAPACITY, false); // an LRU locks for every read
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
