package dev.millrace.bench.peer;

/** Which commits of a PostgreSQL wait for the disk. */
public enum Commit {
    /** Every one: {@code synchronous_commit = on}. */
    DURABLE("on"),
    /** None; a crash of the machine loses the last moments: {@code synchronous_commit = off}. */
    DEFERRED("off");

    private final String setting;

    Commit(String setting) {
        this.setting = setting;
    }

    String setting() {
        return setting;
    }
}
