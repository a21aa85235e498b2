package dev.millrace.bench.kafka;

import dev.millrace.bench.load.Pacer;
import dev.millrace.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Watches {@code millrace.events} grow without reading it: asks for the end of what is committed now and then, and counts the events below each of those ends when all
 * is over. Reading along would take from the processor what is to be measured.
 */
final class EventLog implements AutoCloseable {

    private static final Duration SAMPLE = Duration.ofMillis(50);
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> start;
    private final List<Sample> samples = new ArrayList<>();

    private record Sample(long nanoTime, Map<TopicPartition, Long> ends) {}

    EventLog(Broker broker) {
        consumer = broker.consumer();
        partitions = Broker.partitions(consumer, Topics.EVENTS.name());
        start = Map.copyOf(consumer.endOffsets(partitions));
    }

    /** Samples until there is room for {@code count} events. Offsets count markers too, about one in a hundred at full speed, so the last events may be still to come. */
    void awaitRoom(int count, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (samples.isEmpty() || grown() < count) {
            sample(deadline, "%,d more events".formatted(count));
        }
    }

    /** Samples on until nothing more comes for two seconds. */
    void awaitSilence(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long silentFrom = System.nanoTime();
        while (System.nanoTime() - silentFrom < SETTLED.toNanos()) {
            long before = grown();
            sample(deadline, "the log to come to rest");
            silentFrom = grown() == before ? silentFrom : System.nanoTime();
        }
    }

    private void sample(long deadline, String expected) {
        if (System.nanoTime() > deadline) {
            throw new IllegalStateException(
                    "Expected %s, but after minutes there are %,d".formatted(expected, grown()));
        }
        Pacer.awaitNanoTime(System.nanoTime() + SAMPLE.toNanos());
        var ends = Map.copyOf(consumer.endOffsets(partitions));
        samples.add(new Sample(System.nanoTime(), ends));
    }

    private long grown() {
        return samples.isEmpty() ? 0 : sum(samples.getLast().ends()) - sum(start);
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many events there were at each sample; reads the log once. */
    Growth growth() {
        var counts = new long[samples.size()];
        consumer.assign(partitions);
        start.forEach(consumer::seek);
        var next = new HashMap<TopicPartition, Integer>();
        var ends = samples.getLast().ends();
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            for (var record : consumer.poll(POLL)) {
                var partition = new TopicPartition(record.topic(), record.partition());
                int sample = next.getOrDefault(partition, 0);
                while (sample < counts.length
                        && samples.get(sample).ends().getOrDefault(partition, 0L) <= record.offset()) {
                    sample++;
                }
                next.put(partition, sample);
                if (sample < counts.length) {
                    counts[sample]++;
                }
            }
        }
        return Growth.of(samples.stream().mapToLong(Sample::nanoTime).toArray(), counts);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
