package dev.millrace.gateway.session;

import dev.millrace.platform.command.Origin;
import dev.millrace.platform.command.Submission;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.OrganizationId;

/** Where commands go: the door that all front doors share. It may block, and throws a {@code Problem} for a command that is not acceptable. */
public interface CommandPort {

    /** Submits a command as it came in the frame. */
    Submission submit(OrganizationId organization, JsonObject command, Origin origin);
}
