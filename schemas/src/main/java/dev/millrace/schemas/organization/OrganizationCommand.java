package dev.millrace.schemas.organization;

import dev.millrace.schemas.CommandType;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.Limits;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.Subject;

/** What can be asked of an organization. Its id is that of the envelope. */
public sealed interface OrganizationCommand extends DomainCommand {

    @Override
    default Subject target() {
        return Subject.ORGANIZATION;
    }

    /** Creates the organization; nothing else can be done in it before. */
    @CommandType("organization.create")
    record CreateOrganization(@Limits(min = 1, max = 200) String name) implements OrganizationCommand {}

    @CommandType("organization.rename")
    record RenameOrganization(@Limits(min = 1, max = 200) String name) implements OrganizationCommand {}

    /** Merges into the settings (RFC 7396): a null removes a member. */
    @CommandType("organization.change-settings")
    record ChangeOrganizationSettings(JsonObject settings) implements OrganizationCommand {}
}
