package dev.millrace.command.processing;

import dev.millrace.schemas.envelope.Subject;
import java.util.Optional;

/** The entities of the command's organization as the decision sees them so far; a handler takes it as a parameter to look beyond its own. */
public interface Entities {

    /** The entity, if it exists and was not removed. */
    <T> Optional<T> find(Class<T> type, Subject subject);
}
