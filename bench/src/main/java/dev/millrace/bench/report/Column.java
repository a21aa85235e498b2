package dev.millrace.bench.report;

/** What can be measured, in the order of the columns. */
public enum Column {
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
    COUNT("count", false, 0),
    ERRORS("errors", false, 0),
    SERVER_CORES("cores of the program", false, 2),
    GENERATOR_CORES("cores of the generator", false, 2),
    SEND_LAG_P99("sent late, p99 ms", false, 2);

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

    /** Decimals to show. */
    int digits() {
        return digits;
    }
}
