package dev.millrace.command.organization;

import dev.millrace.command.json.MergePatch;
import dev.millrace.command.processing.CommandRejected;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.organization.OrganizationCommand.ChangeOrganizationSettings;
import dev.millrace.schemas.organization.OrganizationCommand.CreateOrganization;
import dev.millrace.schemas.organization.OrganizationCommand.RenameOrganization;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationCreated;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationRenamed;
import dev.millrace.schemas.organization.OrganizationEvent.OrganizationSettingsChanged;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;

/** An organization: its name and its settings. */
@EventSourcedEntity
@SuppressWarnings("DoNotCallSuggester") // a handler that always refuses is called all the same
record Organization(String name, JsonObject settings) {

    @EntityCreator
    static Organization created(OrganizationCreated event) {
        return new Organization(event.name(), JsonObject.empty());
    }

    @CommandHandler
    static void create(CreateOrganization command, EventAppender events) {
        events.append(new OrganizationCreated(command.name()));
    }

    @CommandHandler
    void createAgain(CreateOrganization command) {
        throw exists();
    }

    @CommandHandler
    void rename(RenameOrganization command, EventAppender events) {
        if (!command.name().equals(name)) {
            events.append(new OrganizationRenamed(command.name()));
        }
    }

    @CommandHandler
    void changeSettings(ChangeOrganizationSettings command, EventAppender events) {
        var changed = MergePatch.apply(settings, command.settings());
        if (!changed.equals(settings)) {
            events.append(new OrganizationSettingsChanged(changed));
        }
    }

    @EventSourcingHandler
    Organization on(OrganizationRenamed event) {
        return new Organization(event.name(), settings);
    }

    @EventSourcingHandler
    Organization on(OrganizationSettingsChanged event) {
        return new Organization(name, event.settings());
    }

    private static CommandRejected exists() {
        return new CommandRejected(
                ErrorCode.ORGANIZATION_EXISTS, "Expected an id that is free, but the organization exists already");
    }
}
