package dev.millrace.command.table;

import dev.millrace.command.jsonschema.SchemaCheck;
import dev.millrace.command.processing.Effort;
import dev.millrace.command.processing.Entities;
import dev.millrace.command.processing.EntityVersion;
import dev.millrace.command.processing.Removable;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.table.TableCommand.ChangeTableSchema;
import dev.millrace.schemas.table.TableCommand.DefineTable;
import dev.millrace.schemas.table.TableCommand.DropTable;
import dev.millrace.schemas.table.TableEvent.TableDefined;
import dev.millrace.schemas.table.TableEvent.TableDropped;
import dev.millrace.schemas.table.TableEvent.TableSchemaChanged;
import dev.millrace.schemas.table.TableId;
import java.util.Objects;
import org.axonframework.eventsourcing.annotation.EventSourcedEntity;
import org.axonframework.eventsourcing.annotation.EventSourcingHandler;
import org.axonframework.eventsourcing.annotation.reflection.EntityCreator;
import org.axonframework.messaging.commandhandling.annotation.CommandHandler;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;

/**
 * A table and the schema of its rows.
 *
 * @param incarnation the table's version when it was defined: tells its rows from those of a dropped table of the same name, so that dropping touches no row
 * @param schema      of a row
 * @param dropped     true once it is gone
 */
@EventSourcedEntity
@SuppressWarnings("DoNotCallSuggester") // a handler that always refuses is called all the same
record Table(TableId id, long incarnation, JsonObject schema, boolean dropped) implements Removable {

    @EntityCreator
    static Table defined(TableDefined event, EntityVersion version) {
        return new Table(event.table(), version.value(), event.schema(), false);
    }

    @CommandHandler
    static void define(DefineTable command, SchemaCheck check, Effort effort, EventAppender events) {
        var schema = Objects.requireNonNullElseGet(command.schema(), JsonObject::empty);
        check.check(schema, "/schema", effort);
        var title = Objects.requireNonNullElse(command.title(), command.table().value());
        events.append(new TableDefined(command.table(), title, schema));
    }

    @CommandHandler
    void defineAgain(DefineTable command) {
        throw Tables.exists(id);
    }

    @CommandHandler
    static void changeMissing(ChangeTableSchema command) {
        throw Tables.notFound(command.table());
    }

    @CommandHandler
    void change(ChangeTableSchema command, SchemaCheck check, Effort effort, EventAppender events) {
        if (command.schema().equals(schema)) {
            return; // already so
        }
        check.check(command.schema(), "/schema", effort);
        if (!Boolean.TRUE.equals(command.force())) {
            SchemaChange.requireCompatible(schema, command.schema(), "/schema", effort);
        }
        events.append(new TableSchemaChanged(id, command.schema()));
    }

    @CommandHandler
    static void dropMissing(DropTable command) {
        throw Tables.notFound(command.table());
    }

    @CommandHandler
    void drop(DropTable command, EventAppender events) {
        events.append(new TableDropped(id));
    }

    @EventSourcingHandler
    Table on(TableSchemaChanged event) {
        return new Table(id, incarnation, event.schema(), false);
    }

    @EventSourcingHandler
    Table on(TableDropped event) {
        return new Table(id, incarnation, schema, true);
    }

    @Override
    public boolean removed(Entities others) {
        return dropped;
    }
}
