package dev.millrace.platform.telemetry;

/** The meters that dashboards and alerts rely on. All of them carry the tag {@code instance}; Prometheus shows dots as underscores, and counters with {@code _total} behind. */
public final class MetricNames {

    /** Timer: from a command's arrival at a front door until its caller has the outcome. Tags: {@code source} (the front door), {@code status}. */
    public static final String COMMAND_LATENCY = "millrace.command.latency";

    /** Counter: commands refused. Tag: {@code code}. */
    public static final String COMMAND_REJECTIONS = "millrace.command.rejections";

    /** Counter: what could not be processed and was put aside. Tag: {@code kind}. Anything above zero wants a human. */
    public static final String DEAD_LETTERS = "millrace.dead.letters";

    /** Timer: from a command's arrival at a front door until its outcome is committed. */
    public static final String COMMAND_PROCESSING = "millrace.command.processing";

    /** Gauge: 1 while the processor runs, 0 while it starts, rebalances or has failed. */
    public static final String COMMAND_STREAMS_RUNNING = "millrace.command.streams.running";

    /** Gauge: changelog records that are still to be read back before the processor runs. */
    public static final String COMMAND_RESTORE_REMAINING = "millrace.command.restore.remaining";

    /** Gauge: records that the processor has still to read. Tags: {@code group}, {@code topic}. */
    public static final String CONSUMER_LAG = "millrace.consumer.lag";

    /** Gauge: open sockets. Tag: {@code state}. */
    public static final String CONNECTIONS = "millrace.gateway.sessions";

    /** Counter: sockets closed. Tag: {@code code}, the number in the close frame. */
    public static final String CONNECTIONS_CLOSED = "millrace.gateway.sessions.closed";

    /** Gauge: subscriptions of all sockets. */
    public static final String SUBSCRIPTIONS = "millrace.gateway.subscriptions";

    /** Timer: from the append of an event until it is handed to the sockets. */
    public static final String GATEWAY_LOG_DELAY = "millrace.gateway.log.delay";

    /** Timer: webhook deliveries at the door. Tag: what became of them. */
    public static final String WEBHOOK_DELIVERIES = "millrace.webhook.deliveries";

    /** Counter: webhook deliveries translated. Tag: {@code state}. */
    public static final String WEBHOOK_TRANSLATIONS = "millrace.webhook.translations";

    /** Timer: transactions that applied a batch of a projection. Tag: {@code projection}, as for the following four. */
    public static final String PROJECTION_APPLY = "millrace.projection.apply";

    /** Counter: records applied. */
    public static final String PROJECTION_RECORDS = "millrace.projection.records";

    /** Counter: records that could not be applied. */
    public static final String PROJECTION_PARKED = "millrace.projection.parked";

    /** Counter: failures of the database or of Kafka, retried. */
    public static final String PROJECTION_FAILURES = "millrace.projection.failures";

    /** Gauge: records that a projection of this node has still to apply. */
    public static final String PROJECTION_LAG = "millrace.projection.lag";

    private MetricNames() {}
}
