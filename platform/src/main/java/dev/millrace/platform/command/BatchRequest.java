package dev.millrace.platform.command;

import dev.millrace.schemas.envelope.CommandId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands of one organization that all take effect, or none does.
 *
 * @param id       the caller's id of the whole; null to have one made
 * @param commands in the order in which they are decided; their own ids are not used
 */
public record BatchRequest(@Nullable CommandId id, List<CommandRequest> commands) {

    public BatchRequest {
        commands = List.copyOf(commands);
    }
}
