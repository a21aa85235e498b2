package dev.millrace.command.processing;

import dev.millrace.schemas.envelope.OrganizationId;
import java.util.HashMap;
import java.util.Map;

/** The head of each organization of the task, written once per transaction and not once per command. */
final class Heads {

    private final TaskStore store;

    /** Moved since they were last written. */
    private final Map<OrganizationId, Head> moved = new HashMap<>();

    Heads(TaskStore store) {
        this.store = store;
        store.beforeCommit(this::writeOut);
    }

    Head get(OrganizationId organization) {
        var known = moved.get(organization);
        if (known != null) {
            return known;
        }
        var bytes = store.get(StoreKeys.head(organization));
        return bytes == null ? Head.start(organization) : Head.of(bytes);
    }

    void put(OrganizationId organization, Head head) {
        moved.put(organization, head);
    }

    /**
     * Writes what has moved, as the commit would. But a commit does that task by task and waits for the broker after each: what is sent before, goes with the first of
     * them, and the others find nothing left to wait for.
     */
    void writeOut() {
        moved.forEach((organization, head) -> store.put(StoreKeys.head(organization), head.bytes()));
        moved.clear();
    }
}
