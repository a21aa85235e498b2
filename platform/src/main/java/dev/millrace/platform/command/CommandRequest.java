package dev.millrace.platform.command;

import dev.millrace.schemas.envelope.CommandId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A command as a caller asked for it: read, but not yet checked against what its type allows.
 *
 * @param id              the caller's id; null to have one made
 * @param type            wire name, not necessarily of a command that exists
 * @param data            the command's own JSON; may hold a secret in clear text
 * @param expectedVersion the version the target must have, 0 for "must not exist"; null for any
 */
public record CommandRequest(
        @Nullable CommandId id,
        String type,
        ObjectNode data,
        @Nullable Long expectedVersion) {

    /** Without the data, which may hold a secret. */
    @Override
    public String toString() {
        return "CommandRequest[id=%s, type=%s, expectedVersion=%s]".formatted(id, type, expectedVersion);
    }
}
