package dev.millrace.platform.command;

import dev.millrace.platform.kafka.MalformedRecord;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.telemetry.LogKeys;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands records of {@code millrace.outcomes} to whoever waits for them here, and reads no more of them than that needs. For one thread. */
final class OutcomeDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeDelivery.class);

    private final PendingOutcomes pending;
    private final ReplyAddress address;

    /** Each partition is decided by one process at a time: by this one, which tells of outcomes itself, or by another. */
    private final Map<Integer, Lateness> partitions = new HashMap<>();

    /** Whether those who wait are told before the records of a partition come. */
    private static final class Lateness {

        /** So many in a row that nobody waited for any more say so surely. */
        private static final int SURE = 100;

        /** Enough that one in a hundred for which the record was first does not count. */
        private static final int LONGEST_MEMORY = 4 * SURE;

        private int late;
        private boolean isAwaited;

        void awaited() {
            late /= 2;
            isAwaited = true;
        }

        void late() {
            late = Math.min(late + 1, LONGEST_MEMORY);
        }

        boolean isLate() {
            return late >= SURE;
        }

        boolean isInTime() {
            return isAwaited && !isLate();
        }
    }

    OutcomeDelivery(PendingOutcomes pending, ReplyAddress address) {
        this.pending = pending;
        this.address = address;
    }

    /** True if of late nobody here has waited for what comes: the processor of this process told before. */
    boolean isLate() {
        return partitions.values().stream().anyMatch(Lateness::isLate)
                && partitions.values().stream().noneMatch(Lateness::isInTime);
    }

    void deliver(ConsumerRecord<byte[], byte[]> record) {
        if (!address.value().equals(Records.replyTo(record.headers()))) {
            return;
        }
        try {
            var organization = Records.organization(record.key());
            var lateness = partitions.computeIfAbsent(record.partition(), _ -> new Lateness());
            if (pending.isAwaited(organization, Records.outcomeOf(record.headers()))) {
                lateness.awaited();
                pending.complete(organization, Outcomes.fromJson(record.value()));
            } else {
                lateness.late();
            }
        } catch (MalformedRecord e) {
            // only the processor writes this topic, and the waiter gets 202 with the place where the outcome appears
            LOG.atError()
                    .addKeyValue(LogKeys.TOPIC, record.topic())
                    .addKeyValue(LogKeys.PARTITION, record.partition())
                    .addKeyValue(LogKeys.OFFSET, record.offset())
                    .setCause(e)
                    .log("An outcome cannot be read");
        }
    }
}
