package dev.millrace.platform.kafka;

import java.time.Duration;

/**
 * Settings of the brokers that decide how soon another node takes over from one that died.
 *
 * @param leastSession  shortest silence that a group may allow its members ({@code group.min.session.timeout.ms})
 * @param abortInterval how often transactions are looked for that were open too long ({@code transaction.abort.timed.out.transaction.cleanup.interval.ms})
 */
public record BrokerTimeouts(Duration leastSession, Duration abortInterval) {

    /** Kafka's own defaults. */
    public static final BrokerTimeouts DEFAULTS = new BrokerTimeouts(Duration.ofSeconds(6), Duration.ofSeconds(10));

    /** The session that comes nearest to what is wanted: a shorter one than the brokers allow would keep a member out of its group. */
    public Duration session(Duration wanted) {
        return wanted.compareTo(leastSession) < 0 ? leastSession : wanted;
    }
}
