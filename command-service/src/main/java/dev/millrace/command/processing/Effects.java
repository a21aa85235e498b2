package dev.millrace.command.processing;

import dev.millrace.platform.kafka.Outcomes;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.EventRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import dev.millrace.schemas.envelope.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** All that handling one record does, complete and encoded before any of it is done: what can fail has failed by then. */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, shared and never compared
final class Effects {

    /**
     * An outcome on its way to the caller.
     *
     * @param replyTo  the node that waits for it
     * @param time     time of the command
     * @param remember false if it is known already and only said again
     */
    record Answer(Outcome outcome, byte[] json, @Nullable String replyTo, Instant time, boolean remember) {}

    /** A kept command, or its removal if there is no value. */
    record LetterWrite(Bytes key, byte @Nullable [] value) {}

    /** A bug that was met, told without any payload. */
    record Bug(String id, String type, String cause) {}

    final OrganizationId organization;
    final List<EntityWrite> entities = new ArrayList<>();
    final List<EventRecord> events = new ArrayList<>();
    final List<Answer> answers = new ArrayList<>();
    final List<DeadLetterRecord> letters = new ArrayList<>();
    final List<LetterWrite> letterWrites = new ArrayList<>();
    final List<Bug> bugs = new ArrayList<>();

    @Nullable
    Head head;

    Effects(OrganizationId organization) {
        this.organization = organization;
    }

    /** Takes over what an accepted decision changes. */
    void take(Decider.Verdict.Accepted accepted) {
        events.addAll(accepted.events());
        entities.addAll(accepted.entities());
        head = accepted.head();
    }

    /** Answers a command for the first time; the outcome is remembered under its id. */
    void answer(CommandRecord command, Outcome outcome) {
        answers.add(new Answer(outcome, Outcomes.toJson(outcome), command.replyTo(), command.time(), true));
    }

    /** Keeps what could not be decided, and tells about it. */
    void keep(KeptCommand kept) {
        letters.add(kept.letter(organization, DeadLetterRecord.State.OPEN));
        letterWrites.add(KeptCommands.keep(organization, kept));
        bugs.add(new Bug(kept.id(), kept.type(), kept.cause()));
    }
}
