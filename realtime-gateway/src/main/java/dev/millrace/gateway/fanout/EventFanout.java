package dev.millrace.gateway.fanout;

import dev.millrace.gateway.history.ReplayBuffer;
import dev.millrace.gateway.protocol.EncodedEvent;
import dev.millrace.gateway.subscription.Shard;
import dev.millrace.gateway.telemetry.GatewayMeters;
import dev.millrace.platform.json.EventJson;
import dev.millrace.platform.kafka.MalformedRecord;
import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.schemas.envelope.RawJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the records of one poll to the replay buffer and then to every event loop, in this order: a subscription that begins in between finds them there. */
final class EventFanout {

    private static final Logger LOG = LoggerFactory.getLogger(EventFanout.class);

    private final ReplayBuffer replay;
    private final List<Shard> shards;
    private final GatewayMeters meters;

    EventFanout(ReplayBuffer replay, List<Shard> shards, GatewayMeters meters) {
        this.replay = replay;
        this.shards = List.copyOf(shards);
        this.meters = meters;
    }

    /** True if anybody on this node has subscribed to anything. */
    boolean isFollowed() {
        return shards.stream().anyMatch(Shard::isFollowed);
    }

    void handOver(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        var events = new ArrayList<EncodedEvent>(records.count());
        long newestMillis = 0;
        for (var record : records) {
            var event = encoded(record);
            if (event != null) {
                replay.append(event);
                events.add(event);
                newestMillis = Math.max(newestMillis, record.timestamp());
            }
        }
        if (events.isEmpty()) {
            return;
        }
        meters.eventsReceived(events.size());
        for (var shard : shards) {
            shard.post(events);
        }
        meters.logDelay(Duration.ofMillis(Math.max(0, System.currentTimeMillis() - newestMillis)));
    }

    /** Null for a record that cannot be read. Its organization's next event shows the gap, and its subscribers are told that they miss something. */
    private @Nullable EncodedEvent encoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            var event = Records.event(record);
            return new EncodedEvent(
                    event.organization(), event.sequence(), event.subject(), RawJson.of(EventJson.write(event)));
        } catch (MalformedRecord e) {
            meters.malformedRecord();
            LOG.atError()
                    .addKeyValue(LogKeys.TOPIC, record.topic())
                    .addKeyValue(LogKeys.PARTITION, record.partition())
                    .addKeyValue(LogKeys.OFFSET, record.offset())
                    .addKeyValue(LogKeys.CAUSE, e.getMessage())
                    .log("a record of the log cannot be read");
            return null;
        }
    }
}
