package dev.millrace.platform.projection;

import dev.millrace.platform.database.Transactions;
import dev.millrace.platform.telemetry.LogKeys;
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
     * The positions of those partitions whose checkpoint lies inside the topic. One before its beginning is moved there, in the table as well, so that whoever
     * compares checkpoints sees that there is nothing left to read in between. One beyond its end is left out: the topic has lost records that PostgreSQL knows, and
     * nobody but an operator can say which of the two is right.
     *
     * @throws Fenced if somebody else moves a checkpoint meanwhile
     */
    Map<TopicPartition, Long> find(Set<TopicPartition> partitions, Consumer<byte[], byte[]> consumer)
            throws SQLException {
        var checkpoints = transactions.run(connection -> tables.positions(connection, projection, partitions));
        var beginnings = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        var positions = new HashMap<TopicPartition, Long>();
        for (var entry : checkpoints.entrySet()) {
            long checkpoint = entry.getValue();
            long beginning = beginnings.getOrDefault(entry.getKey(), 0L);
            if (checkpoint <= ends.getOrDefault(entry.getKey(), 0L)) {
                if (checkpoint < beginning) {
                    passOver(entry.getKey(), checkpoint, beginning);
                }
                positions.put(entry.getKey(), Math.max(checkpoint, beginning));
            }
        }
        return positions;
    }

    private void passOver(TopicPartition partition, long checkpoint, long beginning) throws SQLException {
        if (checkpoint > 0) {
            LOG.atError()
                    .addKeyValue(LogKeys.PROJECTION, projection)
                    .addKeyValue(LogKeys.PARTITION, partition)
                    .addKeyValue("checkpoint", checkpoint)
                    .addKeyValue("beginning", beginning)
                    .log("Retention has removed records that the projection never saw");
        }
        transactions.run(connection -> {
            tables.passOver(connection, projection, partition, checkpoint, beginning);
            return beginning;
        });
    }
}
