package dev.millrace.schemas;

import dev.millrace.schemas.envelope.Subject;

/** Something somebody wants to happen. Each feature has one sealed root of these; {@link Catalogue} lists the roots. */
public interface DomainCommand {

    /** The entity that decides, inside the organization of the envelope. */
    Subject target();
}
