package dev.millrace.faults;

/** The services of a cluster, each with two nodes. */
enum Service {
    COMMAND("command-service"),
    QUERY("query-service"),
    INGEST("webhook-ingest"),
    GATEWAY("realtime-gateway");

    private final String module;

    Service(String module) {
        this.module = module;
    }

    /** The module that has its program. */
    String module() {
        return module;
    }
}
