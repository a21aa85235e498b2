package dev.millrace.platform.projection;

import dev.millrace.schemas.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a topic looks like in PostgreSQL. Deterministic: the same records give the same rows, on whatever day they are replayed. */
public interface RecordProjection {

    /** Its name, stable over releases: the consumer group and the key of its positions. */
    String name();

    /** The topic it is made from. */
    Topic topic();

    /**
     * Applies records of any number of partitions, each partition's in its order; those of one organization all lie in one. Runs inside the transaction that also
     * stores the positions after them. A failure that comes from a record is met by applying smaller batches until that record stands alone and is parked; a parked
     * record comes here again, alone and late, when it is retried.
     *
     * @param batch at least one record
     */
    void apply(List<ConsumerRecord<byte[], byte[]>> batch, Connection connection) throws SQLException;

    /** True while somebody here waits for what comes next. It is then applied within some 20 ms, and otherwise within some 100, with whatever came meanwhile. Must be quick. */
    default boolean isAwaited() {
        return false;
    }

    /** Told after the transaction of a batch has committed, on the thread that applied it. Must be quick. */
    default void committed(List<ConsumerRecord<byte[], byte[]>> batch) {}

    /**
     * Told when this node begins to read partitions, on its thread: at the start, when they come from another node, and when somebody else has moved their positions. What
     * was applied up to there was perhaps never told here as {@linkplain #committed committed}. Must be quick.
     */
    default void positioned() {}
}
