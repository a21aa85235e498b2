package dev.millrace.command.processing;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/** The native memory that all state stores of this process share: a block cache, half of which may hold what is not on disk yet. */
final class StateMemory implements AutoCloseable {

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    StateMemory(long bytes) {
        org.rocksdb.RocksDB.loadLibrary();
        cache = new LRUCache(bytes);
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
