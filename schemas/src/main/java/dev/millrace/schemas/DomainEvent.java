package dev.millrace.schemas;

import dev.millrace.schemas.envelope.Subject;

/** Something that has happened. Each feature has one sealed root of these; {@link Catalogue} lists the roots. */
public interface DomainEvent {

    /** The entity it happened to, inside the organization of the envelope. */
    Subject subject();
}
