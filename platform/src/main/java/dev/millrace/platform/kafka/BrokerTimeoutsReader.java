package dev.millrace.platform.kafka;

import dev.millrace.platform.telemetry.LogKeys;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the brokers for their timeouts. Any of them may come to lead a group or a transaction, so the longest of each counts. */
final class BrokerTimeoutsReader {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerTimeoutsReader.class);
    private static final String LEAST_SESSION = "group.min.session.timeout.ms";
    private static final String ABORT_INTERVAL = "transaction.abort.timed.out.transaction.cleanup.interval.ms";

    private final Admin admin;
    private final AdminAnswers answers;

    BrokerTimeoutsReader(Admin admin, KafkaConnection connection) {
        this.admin = admin;
        this.answers = new AdminAnswers(connection.bootstrapServers());
    }

    /** What they say; Kafka's defaults where they do not tell, as those may not who run under somebody else's rules. */
    BrokerTimeouts read() {
        try {
            var brokers = answers.await(admin.describeCluster().nodes()).stream()
                    .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                    .toList();
            var configs = answers.await(admin.describeConfigs(brokers).all()).values();
            return new BrokerTimeouts(
                    longest(configs, LEAST_SESSION, BrokerTimeouts.DEFAULTS.leastSession()),
                    longest(configs, ABORT_INTERVAL, BrokerTimeouts.DEFAULTS.abortInterval()));
        } catch (KafkaException e) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.CAUSE, e)
                    .addKeyValue("assumed", BrokerTimeouts.DEFAULTS)
                    .log("Brokers do not tell their timeouts");
            return BrokerTimeouts.DEFAULTS;
        }
    }

    private static Duration longest(Collection<Config> configs, String name, Duration untold) {
        return configs.stream()
                .map(config -> of(config, name, untold))
                .max(Comparator.naturalOrder())
                .orElse(untold);
    }

    private static Duration of(Config config, String name, Duration untold) {
        var entry = config.get(name);
        return entry == null || entry.value() == null ? untold : Duration.ofMillis(Long.parseLong(entry.value()));
    }
}
