package dev.millrace.command.processing;

import dev.millrace.schemas.envelope.OrganizationId;

/** The head of each organization of the task. Its store has a record cache, so that it is written once per transaction and not once per command. */
final class Heads {

    private final TaskStore store;

    Heads(TaskStore store) {
        this.store = store;
    }

    Head get(OrganizationId organization) {
        var bytes = store.get(StoreKeys.head(organization));
        return bytes == null ? Head.start(organization) : Head.of(bytes);
    }

    /**
     * Sends what the cache holds on its way, as the commit would. But a commit does that task by task and waits for the broker after each: what is sent before, goes
     * with the first of them, and the others find nothing left to wait for.
     */
    void writeOut() {
        store.writeOut();
    }

    void put(OrganizationId organization, Head head) {
        store.put(StoreKeys.head(organization), head.bytes());
    }
}
