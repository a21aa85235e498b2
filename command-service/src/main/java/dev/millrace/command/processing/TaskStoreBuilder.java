package dev.millrace.command.processing;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;

/** Makes the {@link TaskStore} of each task, over RocksDB and a changelog. */
final class TaskStoreBuilder extends AbstractStoreBuilder<Bytes, byte[], TaskStore> {

    private final Map<String, String> changelog;

    /**
     * Names the store.
     *
     * @param changelog settings of its topic
     */
    TaskStoreBuilder(String name, Map<String, String> changelog) {
        super(name, Serdes.Bytes(), Serdes.ByteArray(), Time.SYSTEM);
        this.changelog = changelog;
        withLoggingEnabled(changelog);
    }

    @Override
    public TaskStore build() {
        return new TaskStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name()), Serdes.Bytes(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(changelog)
                        .build());
    }
}
