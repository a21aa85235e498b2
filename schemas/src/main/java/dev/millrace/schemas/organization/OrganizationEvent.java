package dev.millrace.schemas.organization;

import dev.millrace.schemas.DomainEvent;
import dev.millrace.schemas.EventType;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.envelope.Subject;

/** Everything that can happen to an organization itself. */
public sealed interface OrganizationEvent extends DomainEvent {

    @Override
    default Subject subject() {
        return Subject.ORGANIZATION;
    }

    @EventType("organization.created")
    record OrganizationCreated(String name) implements OrganizationEvent {}

    @EventType("organization.renamed")
    record OrganizationRenamed(String name) implements OrganizationEvent {}

    /** The settings as a whole after the change. */
    @EventType("organization.settings-changed")
    record OrganizationSettingsChanged(JsonObject settings) implements OrganizationEvent {}
}
