package dev.millrace.bench.kafka;

import dev.millrace.bench.report.Column;
import dev.millrace.bench.report.Row;
import dev.millrace.bench.report.Row.Role;
import dev.millrace.bench.workload.RowData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How many records of 300 bytes a producer writes in a second when nothing is done with them: nothing on this log can be faster. */
public final class ProducerFloor {

    private static final String TOPIC = "bench.producer-floor";
    private static final int PARTITIONS = 8;
    private static final int WARM_UP_SHARE = 3;
    private static final int MANY = 1_000;

    private final Broker broker;
    private final Duration duration;
    private final AtomicBoolean failed = new AtomicBoolean();

    /** Measures each producer for {@code duration}. */
    public ProducerFloor(Broker broker, Duration duration) {
        this.broker = broker;
        this.duration = duration;
        broker.createTopic(TOPIC, PARTITIONS);
    }

    /** The idempotent producer. */
    public Row idempotent() {
        try (var producer = broker.producer(Map.of("linger.ms", 5, "batch.size", 256 * 1024))) {
            run(producer, duration.dividedBy(WARM_UP_SHARE));
            return new Row(
                    "floor: raw idempotent producer", Role.FLOOR, Map.of(Column.THROUGHPUT, run(producer, duration)));
        }
    }

    /** The transactional producer, with a record and with 1,000 records a transaction. */
    public List<Row> transactional() {
        return List.of(transactional(1), transactional(MANY));
    }

    private Row transactional(int perTransaction) {
        try (var producer = broker.producer(transactionalSettings(perTransaction))) {
            producer.initTransactions();
            transactions(producer, perTransaction, duration.dividedBy(WARM_UP_SHARE));
            double rate = transactions(producer, perTransaction, duration);
            var label = "floor: raw transactional producer, %,d a transaction".formatted(perTransaction);
            return new Row(
                    label, Role.FLOOR, Map.of(Column.THROUGHPUT, rate, Column.TRANSACTIONS, rate / perTransaction));
        }
    }

    /** One request at a time and short pauses, as the command processor has them: with more, the broker refuses batches that overtake the first of a transaction. */
    private static Map<String, Object> transactionalSettings(int perTransaction) {
        return Map.of(
                "transactional.id", "bench-" + perTransaction,
                "batch.size", 256 * 1024,
                "max.in.flight.requests.per.connection", 1,
                "retry.backoff.ms", 5,
                "retry.backoff.max.ms", 20);
    }

    private double run(KafkaProducer<byte[], byte[]> producer, Duration duration) {
        var value = new RowData().write(1, 1);
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        long sent = 0;
        while (System.nanoTime() < end) {
            send(producer, sent++, value);
        }
        producer.flush();
        return rate(sent, start);
    }

    private double transactions(KafkaProducer<byte[], byte[]> producer, int each, Duration duration) {
        var value = new RowData().write(1, 1);
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        long sent = 0;
        while (System.nanoTime() < end) {
            producer.beginTransaction();
            for (int i = 0; i < each; i++) {
                send(producer, sent++, value);
            }
            producer.commitTransaction();
        }
        return rate(sent, start);
    }

    private double rate(long sent, long start) {
        if (failed.get()) {
            throw new IllegalStateException("Expected the broker to take every record");
        }
        return sent * 1e9 / (System.nanoTime() - start);
    }

    private void send(KafkaProducer<byte[], byte[]> producer, long number, byte[] value) {
        var record = new ProducerRecord<byte[], byte[]>(TOPIC, (int) (number % PARTITIONS), null, value);
        var _ = producer.send(record, (_, failure) -> {
            if (failure != null) {
                failed.set(true);
            }
        });
    }
}
