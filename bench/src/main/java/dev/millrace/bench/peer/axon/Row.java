package dev.millrace.bench.peer.axon;

import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.jspecify.annotations.Nullable;

/** A row and how often it was written. */
@EventSourcedEntity(tagKey = Row.TAG)
record Row(long version, Reading data) {

    static final String TAG = "row";

    /** Before its first event, which Axon hands to {@link #on} as well. */
    @EntityCreator
    Row(RowWritten event) {
        this(0, event.data());
    }

    @CommandHandler
    static void create(PutRow command, EventAppender events) {
        requireVersion(command.expectedVersion(), 0);
        write(command, events);
    }

    @CommandHandler
    void replace(PutRow command, EventAppender events) {
        requireVersion(command.expectedVersion(), version);
        if (!command.data().equals(data)) { // else it is already so
            write(command, events);
        }
    }

    private static void write(PutRow command, EventAppender events) {
        events.append(new RowWritten(command.row(), command.data()));
    }

    private static void requireVersion(@Nullable Long expected, long actual) {
        if (expected != null && expected != actual) {
            throw new WrongVersion("Expected version %d, but it is at %d".formatted(expected, actual));
        }
    }

    @EventSourcingHandler
    Row on(RowWritten event) {
        return new Row(version + 1, event.data());
    }
}
