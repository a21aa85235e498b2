package dev.millrace.bench.kafka;

import dev.millrace.bench.load.LoadResult;
import dev.millrace.bench.load.Pacer;
import dev.millrace.bench.load.Schedule;
import dev.millrace.bench.workload.RowData;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From due to consumed, for one record of 300 bytes through the broker: the least that any step over Kafka costs. */
public final class HopFloor {

    private static final String TOPIC = "bench.hop-floor";
    private static final int PARTITIONS = 8;
    private static final long HIGHEST_NANOS = Duration.ofMinutes(2).toNanos();
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long LAST_RECORDS_SECONDS = 10;

    private final Broker broker;
    private final Histogram latency = new Histogram(HIGHEST_NANOS, 3);
    private final Histogram sendLag = new Histogram(HIGHEST_NANOS, 3);

    private HopFloor(Broker broker) {
        this.broker = broker;
    }

    /** Sends by schedule and waits for the last record. */
    public static LoadResult measure(Broker broker, Schedule schedule) {
        broker.createTopic(TOPIC, PARTITIONS);
        return new HopFloor(broker).run(schedule);
    }

    private LoadResult run(Schedule schedule) {
        var listening = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("bench-hop").start(() -> consume(schedule.size(), listening, done));
        await(listening);
        long start = System.nanoTime();
        try (var producer = broker.producer(Map.of("linger.ms", 0))) {
            for (int i = 0; i < schedule.size(); i++) {
                long due = start + schedule.dueNanos(i);
                Pacer.awaitNanoTime(due);
                var _ = producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, null, value(due)));
                sendLag.recordValue(Math.clamp(System.nanoTime() - due, 0, HIGHEST_NANOS));
            }
            await(done);
        }
        return new LoadResult(latency, sendLag, Map.of(), System.nanoTime() - start, 0);
    }

    private static byte[] value(long due) {
        return ByteBuffer.allocate(RowData.BYTES).putLong(due).array();
    }

    private void consume(int count, CountDownLatch listening, CountDownLatch done) {
        try (var consumer = broker.consumer()) {
            var partitions = Broker.partitions(consumer, TOPIC);
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // seeks are lazy: now they are done
            listening.countDown();
            while (latency.getTotalCount() < count) {
                for (var record : consumer.poll(POLL)) {
                    long due = ByteBuffer.wrap(record.value()).getLong();
                    latency.recordValue(Math.clamp(System.nanoTime() - due, 0, HIGHEST_NANOS));
                }
            }
            done.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(LAST_RECORDS_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Expected the consumer to receive every record");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring", e);
        }
    }
}
