package dev.millrace.platform.projection;

import dev.millrace.platform.database.Transactions;
import dev.millrace.platform.kafka.MalformedRecord;
import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.telemetry.LogKeys;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
     * Applies all the batches in one transaction, because what a transaction costs counts for small ones. Whichever records cannot be applied are parked.
     *
     * @param batches one of each partition, in the order of partitions: two nodes that both believe in a partition must not lock the checkpoints crosswise
     * @throws SQLException if the database is not well. Some of the records may have been applied: the checkpoints tell
     */
    void apply(List<PartitionBatch> batches) throws SQLException {
        var records =
                batches.stream().flatMap(batch -> batch.records().stream()).toList();
        long started = System.nanoTime();
        try {
            transactions.run(connection -> {
                tables.advance(connection, projection.name(), batches);
                projection.apply(records, connection);
                return batches;
            });
        } catch (SQLException | RuntimeException failure) {
            if (!Failures.isOfTheRecords(failure)) {
                throw failure;
            }
            isolate(batches, failure);
            return;
        }
        meters.applied(records.size(), System.nanoTime() - started);
        projection.committed(records);
    }

    /** Halves until the culprit stands alone: some 2·log2(n) transactions instead of n. */
    private void isolate(List<PartitionBatch> batches, Throwable failure) throws SQLException {
        if (batches.size() > 1) {
            int half = batches.size() / 2;
            apply(batches.subList(0, half));
            apply(batches.subList(half, batches.size()));
        } else if (batches.getFirst().records().size() > 1) {
            for (var half : batches.getFirst().halves()) {
                apply(List.of(half));
            }
        } else {
            park(batches.getFirst(), failure);
        }
    }

    private void park(PartitionBatch batch, Throwable failure) throws SQLException {
        var record = batch.records().getFirst();
        var parked = new Parked(batch.partition(), record.offset(), organization(record), Failures.describe(failure));
        transactions.run(connection -> {
            tables.advance(connection, projection.name(), List.of(batch));
            tables.park(connection, projection.name(), parked);
            return parked;
        });
        meters.parked();
        LOG.atError()
                .addKeyValue(LogKeys.PROJECTION, projection.name())
                .addKeyValue(LogKeys.TOPIC, record.topic())
                .addKeyValue(LogKeys.PARTITION, record.partition())
                .addKeyValue(LogKeys.OFFSET, record.offset())
                .addKeyValue(LogKeys.ORGANIZATION, parked.organization())
                .addKeyValue(LogKeys.CAUSE, parked.cause())
                .log("A record could not be applied and is parked");
    }

    private static @Nullable String organization(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Records.organization(record.key()).value();
        } catch (MalformedRecord e) {
            return null; // its position is enough to find it
        }
    }
}
