package dev.millrace.platform.telemetry;

/** The keys of structured logs. A key means the same in every module; dashboards and alerts rely on them. */
public final class LogKeys {

    /** Which process speaks; on every line. */
    public static final String INSTANCE = "instance";

    /** W3C trace id of the request or record at hand. */
    public static final String TRACE_ID = "traceId";

    /** W3C span id of the work at hand. */
    public static final String SPAN_ID = "spanId";

    /** What the caller says the work belongs to; the trace id where the caller says nothing. */
    public static final String CORRELATION_ID = "correlationId";

    /** The organization whose request or record is at hand. */
    public static final String ORGANIZATION = "organization";

    /** The command at hand. */
    public static final String COMMAND_ID = "commandId";

    /** The wire name of a command or event. */
    public static final String TYPE = "type";

    /** The entity at hand, as {@link dev.millrace.schemas.envelope.Subject} path. */
    public static final String SUBJECT = "subject";

    /** Sequence of an event in its organization. */
    public static final String SEQUENCE = "sequence";

    /** Kafka topic. */
    public static final String TOPIC = "topic";

    /** Partition of {@link #TOPIC}. */
    public static final String PARTITION = "partition";

    /** Offset in {@link #PARTITION}. */
    public static final String OFFSET = "offset";

    /** Name of a projection. */
    public static final String PROJECTION = "projection";

    /** Name of a webhook source. */
    public static final String SOURCE = "source";

    /** Stable code of a problem. */
    public static final String CODE = "code";

    /** Why, in one line, where a stack trace says no more. */
    public static final String CAUSE = "cause";

    private LogKeys() {}
}
