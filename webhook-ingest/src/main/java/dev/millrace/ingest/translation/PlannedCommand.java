package dev.millrace.ingest.translation;

import dev.millrace.schemas.envelope.CommandId;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@code row.put} that a delivery becomes.
 *
 * @param mapping place of its mapping in the source, from 0
 * @param data    the command's data: table, row and the row's own data
 */
record PlannedCommand(int mapping, CommandId id, ObjectNode data) {

    /** The wire name of all of them. */
    static final String TYPE = "row.put";
}
