package dev.millrace.command.processing;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;

/** Keeps every RocksDB store inside the shared {@link StateMemory}: by default each would take 50 MB of cache and 48 MB of write buffers for itself. */
public final class BoundedStores implements RocksDBConfigSetter {

    /** Setting that carries the {@link StateMemory}. */
    static final String MEMORY = "millrace.state.memory";

    private static final long WRITE_BUFFER_BYTES = 4 * 1024 * 1024;

    /** Of a write buffer, for the filter of its keys. */
    private static final double WRITE_BUFFER_FILTER = 0.02;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> settings) {
        var memory = (StateMemory) Objects.requireNonNull(settings.get(MEMORY));
        var table = (BlockBasedTableConfig) options.tableFormatConfig(); // keeps Streams' bloom filter
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        // Streams expects to find what it looks for and leaves out the filters of the oldest files; a command id,
        // though, is new nearly always.
        options.setOptimizeFiltersForHits(false);
        // The same for what is not on disk yet, where a search takes longest.
        options.setMemtablePrefixBloomSizeRatio(WRITE_BUFFER_FILTER);
        options.setMemtableWholeKeyFiltering(true);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        options.setStatsDumpPeriodSec(0);
        options.setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
        options.setKeepLogFileNum(1);
    }

    @Override
    public void close(String storeName, Options options) {
        // the memory is shared and closed by whoever made it
    }
}
