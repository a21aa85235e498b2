package dev.millrace.platform.command;

import dev.millrace.platform.kafka.MalformedRecord;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.telemetry.LogKeys;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands records of {@code millrace.outcomes} to whoever waits for them here, and reads no more of them than that needs. For one thread. */
final class OutcomeDelivery {

    /** So many of ours that nobody waited for any more say that the processor is in this process and tells of them itself. */
    private static final int SURELY_LATE = 100;

    /** Enough that one in a hundred for which we are first does not make the others count as waited for. */
    private static final int LONGEST_MEMORY = 10 * SURELY_LATE;

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeDelivery.class);

    private final PendingOutcomes pending;
    private final ReplyAddress address;
    private int late;

    OutcomeDelivery(PendingOutcomes pending, ReplyAddress address) {
        this.pending = pending;
        this.address = address;
    }

    /** True if those who wait here have of late been told before their records came. */
    boolean isLate() {
        return late >= SURELY_LATE;
    }

    void deliver(ConsumerRecord<byte[], byte[]> record) {
        if (!address.value().equals(Records.replyTo(record.headers()))) {
            return;
        }
        try {
            var organization = Records.organization(record.key());
            if (pending.isAwaited(organization, Records.outcomeOf(record.headers()))) {
                late /= 2;
                pending.complete(organization, Outcomes.fromJson(record.value()));
            } else {
                late = Math.min(late + 1, LONGEST_MEMORY);
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
