package dev.millrace.command.table;

import dev.millrace.command.processing.CommandRejected;
import dev.millrace.command.processing.Entities;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.JsonObject;
import dev.millrace.schemas.table.TableId;
import java.util.Optional;

/** What other features may know of a table. */
public final class Tables {

    /**
     * A table as its rows see it.
     *
     * @param incarnation differs from that of every other table that had or will have the same name
     * @param schema      of a row
     */
    public record Definition(long incarnation, JsonObject schema) {}

    private Tables() {}

    /** The table, unless it is not defined or was dropped. */
    public static Optional<Definition> find(Entities entities, TableId table) {
        return entities.find(Table.class, table.subject())
                .map(found -> new Definition(found.incarnation(), found.schema()));
    }

    /** The table, or {@link ErrorCode#TABLE_NOT_FOUND}. */
    public static Definition require(Entities entities, TableId table) {
        return find(entities, table).orElseThrow(() -> notFound(table));
    }

    static CommandRejected exists(TableId table) {
        return new CommandRejected(
                ErrorCode.TABLE_EXISTS, "Expected a name that is free, but table %s exists already".formatted(table));
    }

    static CommandRejected notFound(TableId table) {
        return new CommandRejected(
                ErrorCode.TABLE_NOT_FOUND, "Expected table %s to be defined, but it is not".formatted(table));
    }
}
