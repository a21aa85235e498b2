package dev.millrace.command.processing;

import dev.millrace.platform.time.Timestamps;
import dev.millrace.schemas.Sha256;
import dev.millrace.schemas.TimeOrderedUuid;
import dev.millrace.schemas.envelope.Chain;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.EventRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Gives decided events their place: sequence, id and chain, all derived from the command and the head before it. */
final class EventNumbering {

    private final CommandRecord command;
    private final String time;
    private long sequence;
    private Chain chain;
    private int index;

    EventNumbering(CommandRecord command, Head head) {
        this.command = command;
        this.time = Timestamps.text(command.time());
        this.sequence = head.sequence();
        this.chain = head.chain();
    }

    EventRecord next(Decision.Decided decided) {
        var type = decided.type();
        var subject = decided.subject();
        var data = decided.data();
        var id = eventId(index++);
        sequence++;
        chain = chain.next(type.value(), id, subject, time, command.actor(), sequence, data);
        return new EventRecord(
                command.organization(),
                sequence,
                id,
                type.value(),
                type.version(),
                subject,
                decided.entityVersion(),
                command.time(),
                command.actor(),
                command.id(),
                command.correlationId(),
                chain.hex(),
                command.traceParent(),
                data);
    }

    /** The head after the events so far. */
    Head head() {
        return new Head(sequence, chain);
    }

    /** UUIDv7 of the command's time, its random part taken from a hash, so that the same decision names the same events. */
    private String eventId(int eventIndex) {
        var text = command.organization() + "|" + command.id() + "|" + eventIndex;
        var hash = ByteBuffer.wrap(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
        return TimeOrderedUuid.of(command.time(), hash.getShort(), hash.getLong())
                .toString();
    }
}
