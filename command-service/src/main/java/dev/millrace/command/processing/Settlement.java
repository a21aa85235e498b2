package dev.millrace.command.processing;

import dev.millrace.platform.kafka.MalformedRecord;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.deadletter.DeadLetterCommand;
import dev.millrace.schemas.deadletter.DeadLetterCommand.DiscardDeadLetter;
import dev.millrace.schemas.deadletter.DeadLetterCommand.RetryDeadLetter;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.Outcome;
import java.util.List;

/**
 * Settles dead letters. A retry decides the kept command as what it is, under its own id and time; once it can be decided, be it a refusal, its outcome replaces the
 * earlier {@code INTERNAL} and the letter is closed. A discard closes it as it is.
 */
final class Settlement {

    private final Decider decider;

    Settlement(Decider decider) {
        this.decider = decider;
    }

    Effects settle(CommandRecord command, TaskState state) {
        var effects = new Effects(command.organization());
        try {
            var request =
                    (DeadLetterCommand) CommandReader.read(command).getFirst().command();
            var kept = state.letters().find(command.organization(), request.deadLetter());
            if (kept == null) {
                throw new CommandRejected(
                        ErrorCode.DEAD_LETTER_NOT_FOUND,
                        "Expected an open dead letter %s, but there is none".formatted(request.deadLetter()));
            }
            switch (request) {
                case RetryDeadLetter _ -> retry(command, kept, effects, state);
                case DiscardDeadLetter _ -> discard(command, kept, effects, state);
            }
        } catch (CommandRejected refusal) {
            effects.answer(
                    command,
                    new Outcome.Rejected(command.id(), refusal.code(), refusal.detail(), refusal.errors(), null));
        }
        return effects;
    }

    private void retry(CommandRecord command, KeptCommand kept, Effects effects, TaskState state) {
        CommandRecord original;
        try {
            original = kept.command();
        } catch (MalformedRecord e) {
            effects.answer(command, stillBroken(command.id()));
            return;
        }
        switch (decider.decide(original, state)) {
            case Decider.Verdict.Accepted accepted -> {
                effects.take(accepted);
                effects.answer(original, accepted.outcome());
                effects.answer(command, under(command.id(), accepted.outcome()));
                close(kept, DeadLetterRecord.State.RETRIED, effects);
            }
            case Decider.Verdict.Refused refused -> {
                effects.answer(original, refused.outcome());
                effects.answer(command, under(command.id(), refused.outcome()));
                close(kept, DeadLetterRecord.State.RETRIED, effects);
            }
            case Decider.Verdict.Broken broken -> {
                effects.bugs.add(new Effects.Bug(kept.id(), kept.type(), BugReport.of(broken.cause())));
                effects.answer(command, stillBroken(command.id()));
            }
        }
    }

    private static void discard(CommandRecord command, KeptCommand kept, Effects effects, TaskState state) {
        long head = state.heads().get(command.organization()).sequence();
        effects.answer(command, new Outcome.Accepted(command.id(), head, head, List.of()));
        close(kept, DeadLetterRecord.State.DISCARDED, effects);
    }

    private static void close(KeptCommand kept, DeadLetterRecord.State state, Effects effects) {
        effects.letters.add(kept.letter(effects.organization, state));
        effects.letterWrites.add(KeptCommands.forget(effects.organization, CommandId.of(kept.id())));
    }

    private static Outcome under(CommandId id, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(var _, long first, long last, var events) ->
                new Outcome.Accepted(id, first, last, events);
            case Outcome.Rejected(var _, var code, var detail, var errors, var index) ->
                new Outcome.Rejected(id, code, detail, errors, index);
        };
    }

    private static Outcome stillBroken(CommandId id) {
        return new Outcome.Rejected(
                id,
                ErrorCode.INTERNAL,
                "Expected to decide the kept command this time, but it failed again; the dead letter stays open",
                List.of(),
                null);
    }
}
