package dev.millrace.command.row;

import dev.millrace.command.json.MergePatch;
import dev.millrace.command.jsonschema.RowValidation;
import dev.millrace.command.processing.CommandRejected;
import dev.millrace.command.processing.Effort;
import dev.millrace.command.processing.Entities;
import dev.millrace.command.processing.Removable;
import dev.millrace.command.table.Tables;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.row.RowCommand;
import dev.millrace.schemas.row.RowCommand.DeleteRow;
import dev.millrace.schemas.row.RowCommand.PatchRow;
import dev.millrace.schemas.row.RowCommand.PutRow;
import dev.millrace.schemas.row.RowEvent.RowDeleted;
import dev.millrace.schemas.row.RowEvent.RowPatched;
import dev.millrace.schemas.row.RowEvent.RowWritten;
import dev.millrace.schemas.table.TableId;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;

/**
 * A row: data that its table's schema allows.
 *
 * @param incarnation that of the table it was written to; a row of an earlier one went with that table
 * @param data        its data as a whole
 * @param deleted     true once it is gone
 */
@EventSourcedEntity
@SuppressWarnings("DoNotCallSuggester") // a handler that always refuses is called all the same
record Row(TableId table, long incarnation, JsonObject data, boolean deleted) implements Removable {

    @EntityCreator
    static Row written(RowWritten event, Entities entities) {
        long incarnation = Tables.find(entities, event.table()).orElseThrow().incarnation();
        return new Row(event.table(), incarnation, event.data(), false);
    }

    @CommandHandler
    static void create(
            PutRow command, Entities entities, RowValidation validation, Effort effort, EventAppender events) {
        var table = Tables.require(entities, command.table());
        validation.check(table.schema(), command.data(), "/data", effort);
        events.append(new RowWritten(command.table(), command.row(), command.data()));
    }

    @CommandHandler
    void replace(PutRow command, Entities entities, RowValidation validation, Effort effort, EventAppender events) {
        if (!command.data().equals(data)) {
            create(command, entities, validation, effort, events);
        }
    }

    @CommandHandler
    static void patchMissing(PatchRow command, Entities entities) {
        throw notFound(command, entities);
    }

    @CommandHandler
    void patch(PatchRow command, Entities entities, RowValidation validation, Effort effort, EventAppender events) {
        var patched = MergePatch.apply(data, command.patch());
        if (patched.equals(data)) {
            return; // already so
        }
        validation.check(Tables.require(entities, table).schema(), patched, "/patch", effort);
        events.append(new RowPatched(table, command.row(), command.patch(), patched));
    }

    @CommandHandler
    static void deleteMissing(DeleteRow command, Entities entities) {
        throw notFound(command, entities);
    }

    @CommandHandler
    void delete(DeleteRow command, EventAppender events) {
        events.append(new RowDeleted(table, command.row()));
    }

    @EventSourcingHandler
    Row on(RowWritten event) {
        return new Row(table, incarnation, event.data(), false);
    }

    @EventSourcingHandler
    Row on(RowPatched event) {
        return new Row(table, incarnation, event.data(), false);
    }

    @EventSourcingHandler
    Row on(RowDeleted event) {
        return new Row(table, incarnation, data, true);
    }

    @Override
    public boolean removed(Entities others) {
        return deleted
                || Tables.find(others, table)
                        .filter(now -> now.incarnation() == incarnation)
                        .isEmpty();
    }

    private static CommandRejected notFound(RowCommand command, Entities entities) {
        var _ = Tables.require(entities, command.table());
        return new CommandRejected(
                ErrorCode.ROW_NOT_FOUND, "Expected %s to exist, but it does not".formatted(command.target()));
    }
}
