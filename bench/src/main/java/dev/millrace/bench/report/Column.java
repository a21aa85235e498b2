package dev.millrace.bench.report;

import java.util.EnumSet;
import java.util.Set;

/** What can be measured, in the order of the columns. */
public enum Column {
    EVENTS("events", false, 0),
    CPU_MILLIS("processor ms per command", true, 2),
    POSTGRES_CPU_MILLIS("of it PostgreSQL", true, 2),
    P50("p50 ms", true, 2),
    P90("p90 ms", true, 2),
    P99("p99 ms", true, 2),
    P999("p99.9 ms", true, 2),
    MAX("max ms", false, 1),
    THROUGHPUT("per second", true, 0),
    SECOND_HALF("second half, per second", true, 0),
    TRANSACTIONS("transactions per second", false, 0),
    MEGABYTES("MB per second", false, 1),
    CONNECTIONS("connections", false, 0),
    SECONDS("seconds", false, 2),
    TOTAL_MIB("MiB in all", false, 0),
    JVM_MIB("MiB of the JVM", false, 0),
    OTHER_MIB("MiB of PostgreSQL", false, 0),
    SOCKET_KIB("KiB a socket", false, 1),
    SOCKET_HEAP_KIB("of it alive in the heap", false, 1),
    BROKER_DISK("MiB of the broker's log", false, 0),
    POSTGRES_DISK("MiB of PostgreSQL on disk", false, 0),
    STATE_DISK("MiB of the processor's state on disk", false, 0),
    RESTART("restart, seconds", false, 2),
    COUNT("count", false, 0),
    ERRORS("errors", false, 0),
    SERVER_CORES("cores of the program", false, 2),
    BROKER_CORES("of them the broker", false, 2),
    GENERATOR_CORES("cores of the generator", false, 2),
    SEND_LAG_P99("sent late, p99 ms", false, 2),
    INPUT("input, times", false, 2);

    /** Costs of one command have no reason to grow; these do. */
    private static final Set<Column> SIZES =
            EnumSet.of(EVENTS, TOTAL_MIB, JVM_MIB, OTHER_MIB, BROKER_DISK, POSTGRES_DISK, STATE_DISK, RESTART);

    private final String title;
    private final boolean compared;
    private final int digits;

    Column(String title, boolean compared, int digits) {
        this.title = title;
        this.compared = compared;
        this.digits = digits;
    }

    /** Heading, with the unit. */
    String title() {
        return title;
    }

    /** True if a ratio to a floor or a peer says something. */
    boolean isCompared() {
        return compared;
    }

    /** True if it may grow with what the program holds, but not faster. */
    boolean growsWithInput() {
        return SIZES.contains(this);
    }

    /** Decimals to show. */
    int digits() {
        return digits;
    }
}
