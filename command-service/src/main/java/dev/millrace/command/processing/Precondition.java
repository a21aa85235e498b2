package dev.millrace.command.processing;

import dev.millrace.schemas.DomainCommand;

/** A rule that holds for commands of every feature, checked before the entity decides. */
public interface Precondition {

    /** Throws {@link CommandRejected} if the command cannot be decided at all. */
    void check(DomainCommand command, Entities entities);
}
