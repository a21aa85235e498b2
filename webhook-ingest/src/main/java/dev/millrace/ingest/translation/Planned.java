package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryKey;
import dev.millrace.schemas.envelope.CommandId;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What an attempt at a delivery comes to, before anything is sent. */
sealed interface Planned {

    Located located();

    /** From 1. */
    int attempt();

    /**
     * The delivery becomes one command, so that it takes effect as a whole or not at all.
     *
     * @param rows the data of one {@code row.put} each, at least one: table, row and the row's own data
     */
    record Rows(Located located, int attempt, List<ObjectNode> rows) implements Planned {

        public Rows {
            rows = List.copyOf(rows);
        }

        DeliveryKey key() {
            return located.key();
        }

        /** Does not tell what the rows are: of two plans for an attempt, as when mappings changed in a crash, one takes effect. */
        CommandId id() {
            return CommandIds.of(key(), attempt);
        }
    }

    /** Nothing is to be sent. */
    record Decided(Located located, int attempt, Verdict verdict) implements Planned {}
}
