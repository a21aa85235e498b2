package dev.millrace.platform.projection;

import dev.millrace.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes each record into {@code seen}, which refuses a second time, and fails as it is told, always after it has written. */
final class FaultyProjection implements RecordProjection {

    private final Topic topic;
    private final AtomicInteger outages = new AtomicInteger();
    private final Set<String> poison = ConcurrentHashMap.newKeySet();
    private volatile boolean dying;

    FaultyProjection(Topic topic) {
        this.topic = topic;
    }

    /** The next so many batches end in an outage or a deadlock. */
    void breakDown(int times) {
        outages.set(times);
    }

    /** The next batch ends in an error that no other try can mend. */
    void die() {
        dying = true;
    }

    void refuse(String value) {
        poison.add(value);
    }

    void allowAll() {
        poison.clear();
    }

    @Override
    public String name() {
        return "faulty." + topic.name();
    }

    @Override
    public Topic topic() {
        return topic;
    }

    @Override
    public void apply(List<ConsumerRecord<byte[], byte[]>> batch, Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement("insert into test.seen values (?, ?, ?)")) {
            for (var record : batch) {
                var value = new String(record.value(), StandardCharsets.UTF_8);
                insert.setInt(1, record.partition());
                insert.setLong(2, record.offset());
                insert.setString(3, value);
                insert.executeUpdate();
                if (poison.contains(value)) {
                    throw new IllegalStateException("Expected anything but " + value);
                }
            }
        }
        if (dying) {
            throw new AssertionError("made up");
        }
        int left = outages.getAndUpdate(count -> Math.max(0, count - 1));
        if (left > 0) {
            throw new SQLException("made up", left % 2 == 0 ? "08006" : "40P01");
        }
    }
}
