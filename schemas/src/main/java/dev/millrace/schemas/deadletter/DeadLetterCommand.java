package dev.millrace.schemas.deadletter;

import dev.millrace.schemas.CommandType;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.Subject;
import java.util.Objects;

/** How an operator settles a command that a bug kept from being decided. The processor itself answers these: they have no entity. */
public sealed interface DeadLetterCommand extends DomainCommand {

    /** The command that lies among the dead letters. */
    CommandId deadLetter();

    @Override
    default Subject target() {
        return new Subject("dead-letter/" + deadLetter());
    }

    /** Decides the kept command again, as what it is: its events and its new outcome carry its own id. */
    @CommandType("dead-letter.retry")
    record RetryDeadLetter(CommandId deadLetter) implements DeadLetterCommand {
        public RetryDeadLetter {
            Objects.requireNonNull(deadLetter);
        }
    }

    /** Gives the kept command up. Its outcome stays {@code INTERNAL}. */
    @CommandType("dead-letter.discard")
    record DiscardDeadLetter(CommandId deadLetter) implements DeadLetterCommand {
        public DiscardDeadLetter {
            Objects.requireNonNull(deadLetter);
        }
    }
}
