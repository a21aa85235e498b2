package dev.millrace.command.processing;

import dev.millrace.platform.kafka.DeadLetters;
import dev.millrace.platform.kafka.Records;
import dev.millrace.schemas.envelope.DeadLetterRecord;
import dev.millrace.schemas.envelope.OrganizationId;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of events: lets the {@link CommandEngine} work out the effects of each record, then stores and forwards them. The effects are whole before the first
 * of them is applied; what fails while they are applied is the store or the broker, which stops the task and rolls the transaction back.
 */
final class CommandProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration PURGE_EVERY = Duration.ofSeconds(1);
    private static final int PURGE_LEAST = 200;

    private final ProcessorParts parts;

    private @Nullable ProcessorContext<byte[], byte[]> openContext;
    private @Nullable TaskState openState;
    private @Nullable Cancellable purge;

    CommandProcessor(ProcessorParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        openContext = context;
        TaskStore store = context.getStateStore(CommandTopology.STATE_STORE);
        var known = new Deduplication(store, parts.deduplication());
        openState = new TaskState(
                new EntityStore(store, new EntityCache(parts.entityCacheBytes())),
                known,
                new KeptCommands(store),
                new Heads(store));
        parts.batches().forget(context.taskId().partition());
        purge = context.schedule(PURGE_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> purge(context, known, now));
    }

    /** The earlier of stream time and clock decides: a producer whose clock runs ahead must not make us forget. */
    private static void purge(ProcessorContext<byte[], byte[]> context, Deduplication known, long now) {
        known.purge(Math.min(now, context.currentStreamTimeMs()), PURGE_LEAST);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        var context = Objects.requireNonNull(openContext);
        var state = Objects.requireNonNull(openState);
        var input = input(record, context);
        var effects = parts.engine().handle(input, state);
        state.store(effects, record.timestamp());
        forward(effects, record.timestamp(), context);
        parts.report(effects);
        endOf(parts.batches().processed(context.taskId().partition()), state, context);
    }

    private static void endOf(PollBatches.End end, TaskState state, ProcessorContext<byte[], byte[]> context) {
        switch (end) {
            case NOTHING -> {}
            case PARTITION -> state.heads().writeOut();
            case BATCH -> {
                state.heads().writeOut();
                context.commit();
            }
        }
    }

    private static void forward(Effects effects, long timestamp, ProcessorContext<byte[], byte[]> context) {
        var organization = effects.organization;
        var key = Records.key(organization);
        for (var event : effects.events) {
            var record = new Record<>(key, event.data().bytes(), timestamp, Records.headers(event));
            context.forward(record, CommandTopology.EVENTS);
        }
        for (var answer : effects.answers) {
            Headers headers = Records.headers(answer.outcome(), organization, answer.time(), answer.replyTo());
            context.forward(new Record<>(key, answer.json(), timestamp, headers), CommandTopology.OUTCOMES);
        }
        for (var letter : effects.letters) {
            context.forward(record(organization, letter, timestamp), CommandTopology.DEAD_LETTERS);
        }
    }

    private static Record<byte[], byte[]> record(OrganizationId organization, DeadLetterRecord letter, long timestamp) {
        var record = DeadLetters.record(letter, Records.COMMAND_SERVICE);
        return new Record<>(Records.key(organization), record.value(), timestamp, record.headers());
    }

    private static InputRecord input(Record<byte[], byte[]> record, ProcessorContext<byte[], byte[]> context) {
        var place = context.recordMetadata().orElseThrow();
        byte @Nullable [] value = record.value();
        return new InputRecord(
                record.key(),
                value == null ? new byte[0] : value,
                record.headers(),
                record.timestamp(),
                place.partition(),
                place.offset());
    }

    @Override
    public void close() {
        if (purge != null) {
            purge.cancel();
        }
        if (openContext != null) {
            parts.batches().forget(openContext.taskId().partition());
        }
    }
}
