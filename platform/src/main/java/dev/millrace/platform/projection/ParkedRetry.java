package dev.millrace.platform.projection;

import dev.millrace.platform.database.Transactions;
import dev.millrace.platform.telemetry.LogKeys;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads parked records again from their topic and applies them, alone and late. */
final class ParkedRetry {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedRetry.class);
    private static final Duration READ_WITHIN = Duration.ofSeconds(10);

    private final RecordProjection projection;
    private final Map<String, Object> consumerSettings;
    private final ProjectionTables tables;
    private final Transactions transactions;

    ParkedRetry(
            RecordProjection projection,
            Map<String, Object> consumerSettings,
            ProjectionTables tables,
            Transactions transactions) {
        this.projection = projection;
        this.consumerSettings = consumerSettings;
        this.tables = tables;
        this.transactions = transactions;
    }

    /** Tries each once, in their order; returns how many were applied. What fails again stays parked. */
    int retry(List<Parked> all) throws SQLException {
        int applied = 0;
        try (var consumer = new KafkaConsumer<byte[], byte[]>(consumerSettings)) {
            for (var parked : all) {
                var record = read(parked, consumer);
                if (record.isPresent() && apply(parked, record.get())) {
                    applied++;
                }
            }
        }
        return applied;
    }

    private boolean apply(Parked parked, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        var batch = List.of(record);
        try {
            boolean applied = transactions.run(connection -> {
                tables.lock(connection, projection.name(), parked.partition());
                if (!tables.unpark(connection, projection.name(), parked)) {
                    return false; // another node was quicker
                }
                projection.apply(batch, connection);
                return true;
            });
            if (applied) {
                projection.committed(batch);
            }
            return applied;
        } catch (SQLException | RuntimeException failure) {
            if (!Failures.isOfTheRecords(failure)) {
                throw failure;
            }
            LOG.atWarn()
                    .addKeyValue(LogKeys.PROJECTION, projection.name())
                    .addKeyValue(LogKeys.PARTITION, parked.partition())
                    .addKeyValue(LogKeys.OFFSET, parked.offset())
                    .addKeyValue(LogKeys.CAUSE, Failures.describe(failure))
                    .log("A parked record still cannot be applied");
            return false;
        }
    }

    private static Optional<ConsumerRecord<byte[], byte[]>> read(
            Parked parked, KafkaConsumer<byte[], byte[]> consumer) {
        var partition = List.of(parked.partition());
        consumer.assign(partition);
        if (consumer.beginningOffsets(partition).getOrDefault(parked.partition(), 0L) > parked.offset()) {
            return Optional.empty(); // retention was quicker
        }
        consumer.seek(parked.partition(), parked.offset());
        long deadline = System.nanoTime() + READ_WITHIN.toNanos();
        while (System.nanoTime() < deadline) {
            for (var record : consumer.poll(Duration.ofMillis(200)).records(parked.partition())) {
                return record.offset() == parked.offset() ? Optional.of(record) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
