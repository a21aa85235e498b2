package dev.millrace.command.processing;

import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import java.time.Instant;

/**
 * What a handler may know beside the command itself; it takes it as a parameter.
 *
 * @param organization whose command it is
 * @param id           the command, or the batch it is part of
 * @param time         when the front door took it in; the only clock for deciding code
 * @param actor        who asked
 */
public record CommandContext(OrganizationId organization, CommandId id, Instant time, String actor) {

    static CommandContext of(CommandRecord command) {
        return new CommandContext(command.organization(), command.id(), command.time(), command.actor());
    }
}
