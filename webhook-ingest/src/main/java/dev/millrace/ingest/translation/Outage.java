package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.platform.telemetry.LogKeys;
import dev.millrace.platform.web.Problem;
import dev.millrace.schemas.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator is told where Kafka or PostgreSQL is out of reach. */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private Outage() {}

    /**
     * The answer; the cause is logged.
     *
     * @param deed what was to be done with the delivery
     */
    static Problem problem(String deed, DeliveryKey key, Exception cause) {
        LOG.atWarn()
                .addKeyValue(LogKeys.ORGANIZATION, key.organization())
                .addKeyValue(LogKeys.SOURCE, key.source())
                .addKeyValue("delivery", key.delivery())
                .addKeyValue("deed", deed)
                .setCause(cause)
                .log("An operator's wish could not be carried out");
        return new Problem(
                ErrorCode.UNAVAILABLE,
                "Expected to %s the delivery, but a part of the system is out of reach".formatted(deed));
    }
}
