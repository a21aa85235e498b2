package dev.millrace.platform.command;

import dev.millrace.platform.kafka.MalformedRecord;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.Records;
import dev.millrace.platform.telemetry.LogKeys;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands one record of {@code millrace.outcomes} to whoever waits for it here, and reads no more of it than that needs. */
record OutcomeDelivery(PendingOutcomes pending, ReplyAddress address) {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeDelivery.class);

    void deliver(ConsumerRecord<byte[], byte[]> record) {
        if (!address.value().equals(Records.replyTo(record.headers()))) {
            return;
        }
        try {
            var organization = Records.organization(record.key());
            if (pending.isAwaited(organization, Records.outcomeOf(record.headers()))) {
                pending.complete(organization, Outcomes.fromJson(record.value()));
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
