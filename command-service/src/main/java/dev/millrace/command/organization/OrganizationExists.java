package dev.millrace.command.organization;

import dev.millrace.command.processing.CommandRejected;
import dev.millrace.command.processing.Entities;
import dev.millrace.command.processing.Precondition;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.Subject;
import dev.millrace.schemas.organization.OrganizationCommand.CreateOrganization;

/** Nothing can be done in an organization before it is created. */
public final class OrganizationExists implements Precondition {

    @Override
    public void check(DomainCommand command, Entities entities) {
        if (!(command instanceof CreateOrganization)
                && entities.find(Organization.class, Subject.ORGANIZATION).isEmpty()) {
            throw new CommandRejected(
                    ErrorCode.ORGANIZATION_NOT_FOUND, "Expected the organization to exist, but it was never created");
        }
    }
}
