package dev.millrace.platform.projection;

import dev.millrace.platform.kafka.MalformedRecord;
import dev.millrace.platform.kafka.Records;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a batch with its checkpoint in one transaction. The checkpoint moves first: its row lock keeps every other node out of this partition until the commit,
 * and a node that expects another position changes nothing.
 */
final class BatchApplier {

    private static final Logger LOG = LoggerFactory.getLogger(BatchApplier.class);

    private final RecordProjection projection;
    private final ProjectionTables tables;
    private final Transactions transactions;
    private final ProjectionMeters meters;

    BatchApplier(
            RecordProjection projection, ProjectionTables tables, Transactions transactions, ProjectionMeters meters) {
        this.projection = projection;
        this.tables = tables;
        this.transactions = transactions;
        this.meters = meters;
    }

    /**
     * Applies the records; whichever of them cannot be applied is parked.
     *
     * @param expected where the checkpoint must be
     * @return where the checkpoint is now
     * @throws SQLException if the database is not well. The records before some point may have been applied: the checkpoint tells
     */
    long apply(TopicPartition partition, long expected, List<ConsumerRecord<byte[], byte[]>> batch)
            throws SQLException {
        long next = batch.getLast().offset() + 1;
        long started = System.nanoTime();
        try {
            transactions.run(connection -> {
                tables.advance(connection, projection.name(), partition, expected, next);
                projection.apply(batch, connection);
                return next;
            });
        } catch (SQLException | RuntimeException failure) {
            if (!Failures.isOfTheRecords(failure)) {
                throw failure;
            }
            return isolate(partition, expected, batch, failure);
        }
        meters.applied(batch.size(), System.nanoTime() - started);
        projection.committed(batch);
        return next;
    }

    /** Halves the batch until the culprit stands alone: some 2·log2(n) transactions instead of n. */
    private long isolate(
            TopicPartition partition, long expected, List<ConsumerRecord<byte[], byte[]>> batch, Throwable failure)
            throws SQLException {
        if (batch.size() == 1) {
            return park(partition, expected, batch.getFirst(), failure);
        }
        int half = batch.size() / 2;
        long middle = apply(partition, expected, batch.subList(0, half));
        return apply(partition, middle, batch.subList(half, batch.size()));
    }

    private long park(TopicPartition partition, long expected, ConsumerRecord<byte[], byte[]> record, Throwable failure)
            throws SQLException {
        long next = record.offset() + 1;
        var parked = new Parked(partition, record.offset(), organization(record), Failures.describe(failure));
        transactions.run(connection -> {
            tables.advance(connection, projection.name(), partition, expected, next);
            tables.park(connection, projection.name(), parked);
            return next;
        });
        meters.parked();
        LOG.atError()
                .addKeyValue("projection", projection.name())
                .addKeyValue("topic", partition.topic())
                .addKeyValue("partition", partition.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("organization", parked.organization())
                .addKeyValue("cause", parked.cause())
                .log("A record could not be applied and is parked");
        return next;
    }

    private static @Nullable String organization(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Records.organization(record.key()).value();
        } catch (MalformedRecord e) {
            return null; // its position is enough to find it
        }
    }
}
