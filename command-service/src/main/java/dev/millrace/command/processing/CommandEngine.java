package dev.millrace.command.processing;

import dev.millrace.platform.kafka.MalformedRecord;
import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.deadletter.DeadLetterCommand;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** From one record to its effects: known already, malformed, settling a dead letter, or to be decided. Reads the task's state and changes nothing. */
final class CommandEngine {

    /** Keeps what names no organization of ours. */
    static final OrganizationId NOBODY = new OrganizationId("millrace.malformed");

    private final Decider decider;
    private final Settlement settlement;

    CommandEngine(EntityRuntime runtime) {
        this.decider = new Decider(runtime);
        this.settlement = new Settlement(decider);
    }

    Effects handle(InputRecord record, TaskState state) {
        CommandRecord command;
        try {
            command = Records.command(record.value(), record.headers());
            // With another organization than its key's, it would write the state of a foreign partition.
            if (!Records.organization(record.key()).equals(command.organization())) {
                return malformed(record, "The key names another organization than the headers");
            }
        } catch (MalformedRecord e) {
            return malformed(record, BugReport.of(e));
        }
        var known = state.known().find(command.organization(), command.id());
        if (known != null) {
            return again(command, known);
        }
        return isSettlement(command) ? settle(command, record, state) : decide(command, record, state);
    }

    private Effects decide(CommandRecord command, InputRecord record, TaskState state) {
        var effects = new Effects(command.organization());
        switch (decider.decide(command, state)) {
            case Decider.Verdict.Accepted accepted -> {
                effects.take(accepted);
                effects.answer(command, accepted.outcome());
            }
            case Decider.Verdict.Refused refused -> effects.answer(command, refused.outcome());
            case Decider.Verdict.Broken broken -> keep(command, broken, record, effects);
        }
        return effects;
    }

    private Effects settle(CommandRecord command, InputRecord record, TaskState state) {
        try {
            return settlement.settle(command, state);
        } catch (RuntimeException | StackOverflowError | AssertionError bug) {
            var effects = new Effects(command.organization());
            keep(command, Decider.broken(command, null, bug), record, effects);
            return effects;
        }
    }

    private static void keep(
            CommandRecord command, Decider.Verdict.Broken broken, InputRecord record, Effects effects) {
        effects.keep(KeptCommand.of(command, BugReport.of(broken.cause()), record));
        effects.answer(command, broken.outcome());
    }

    private static Effects again(CommandRecord command, byte[] known) {
        var effects = new Effects(command.organization());
        Outcome outcome = Outcomes.fromJson(known);
        effects.answers.add(new Effects.Answer(outcome, known, command.replyTo(), command.time(), false));
        return effects;
    }

    private static Effects malformed(InputRecord record, String cause) {
        OrganizationId organization;
        try {
            organization = Records.organization(record.key());
        } catch (MalformedRecord e) {
            organization = NOBODY;
        }
        var place = record.partition() + "/" + record.offset();
        var id = UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.US_ASCII));
        var effects = new Effects(organization);
        effects.keep(KeptCommand.malformed(id.toString(), cause, record));
        return effects;
    }

    private static boolean isSettlement(CommandRecord command) {
        return Catalogue.command(command.type())
                .filter(DeadLetterCommand.class::isAssignableFrom)
                .isPresent();
    }
}
