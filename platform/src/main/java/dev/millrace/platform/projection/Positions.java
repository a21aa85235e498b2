package dev.millrace.platform.projection;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where to read on: the checkpoint, held against what the topic still has. */
final class Positions {

    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);

    private final String projection;
    private final ProjectionTables tables;
    private final Transactions transactions;

    Positions(String projection, ProjectionTables tables, Transactions transactions) {
        this.projection = projection;
        this.tables = tables;
        this.transactions = transactions;
    }

    /**
     * Where a partition stands.
     *
     * @param checkpoint what the table says, which the next transaction must find there
     * @param from       the record to read first; later than the checkpoint where retention has removed records
     */
    record Position(long checkpoint, long from) {}

    /**
     * The positions of those partitions whose checkpoint lies inside the topic. One beyond its end is left out: the topic has lost records that PostgreSQL knows,
     * and nobody but an operator can say which of the two is right.
     */
    Map<TopicPartition, Position> find(Set<TopicPartition> partitions, Consumer<byte[], byte[]> consumer)
            throws SQLException {
        var checkpoints = transactions.run(connection -> tables.positions(connection, projection, partitions));
        var beginnings = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        var positions = new HashMap<TopicPartition, Position>();
        checkpoints.forEach((partition, checkpoint) -> {
            long beginning = beginnings.getOrDefault(partition, 0L);
            if (checkpoint > ends.getOrDefault(partition, 0L)) {
                return;
            }
            if (beginning > checkpoint && checkpoint > 0) {
                LOG.atError()
                        .addKeyValue("projection", projection)
                        .addKeyValue("partition", partition)
                        .addKeyValue("checkpoint", checkpoint)
                        .addKeyValue("beginning", beginning)
                        .log("Retention has removed records that the projection never saw");
            }
            positions.put(partition, new Position(checkpoint, Math.max(checkpoint, beginning)));
        });
        return positions;
    }
}
