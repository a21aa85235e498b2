package dev.millrace.command.processing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.Cache;
import org.rocksdb.HyperClockCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/** The native memory that all state stores of this process share: a block cache, half of which may hold what is not on disk yet. */
final class StateMemory implements AutoCloseable {

    /** What most entries take: the size of a block as Kafka Streams has it. */
    private static final long ENTRY_BYTES = 4096;

    private static final int SHARDS_BY_CAPACITY = -1;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    /**
     * Takes the memory.
     *
     * @param directory where RocksDB unpacks its library: in the system's directory for temporary files each process that is killed would leave 15 MB behind
     */
    StateMemory(long bytes, Path directory) {
        loadLibrary(directory);
        // An LRU locks for every read.
        cache = new HyperClockCache(bytes, ENTRY_BYTES, SHARDS_BY_CAPACITY, false);
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    private static void loadLibrary(Path directory) {
        try {
            Files.createDirectories(directory);
            NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to unpack RocksDB's library into " + directory, e);
        }
        RocksDB.loadLibrary();
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
