package dev.millrace.schemas;

import java.time.Duration;
import java.util.List;

/** The topics, once. All have the same number of partitions, so that an organization has one partition number everywhere. */
public final class Topics {

    /** Every command, accepted or not. */
    public static final Topic COMMANDS = new Topic("millrace.commands", Duration.ofDays(7));

    /** The log of record. Only command-service writes it. */
    public static final Topic EVENTS = new Topic("millrace.events", null);

    /** The outcome of each command, for whoever waits for it. */
    public static final Topic OUTCOMES = new Topic("millrace.outcomes", Duration.ofDays(1));

    /** Verified deliveries as they came, before they are translated. */
    public static final Topic WEBHOOKS = new Topic("millrace.webhooks", Duration.ofDays(30));

    /** What could not be processed, with cause and position. */
    public static final Topic DEAD_LETTERS = new Topic("millrace.dead-letters", null);

    /** Partitions of each topic, unless configured otherwise before the topics are made. */
    public static final int DEFAULT_PARTITIONS = 8;

    /** Consumer group of the projection of the event log: whoever starts at its committed offsets misses nothing that is not in PostgreSQL. */
    public static final String EVENT_LOG_GROUP = "millrace.query.event-log";

    private Topics() {}

    /** All of them. */
    public static List<Topic> all() {
        return List.of(COMMANDS, EVENTS, OUTCOMES, WEBHOOKS, DEAD_LETTERS);
    }
}
