package dev.millrace.command.processing;

import dev.millrace.platform.json.Json;
import dev.millrace.schemas.Catalogue;
import dev.millrace.schemas.DomainCommand;
import dev.millrace.schemas.ErrorCode;
import dev.millrace.schemas.envelope.CommandRecord;
import dev.millrace.schemas.envelope.Ids;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the commands out of a record: one, or those of a batch. */
final class CommandReader {

    /** One command, with its place in a batch. */
    record Item(
            DomainCommand command,
            @Nullable Long expectedVersion,
            @Nullable Integer index) {}

    private record Batch(@Nullable List<BatchItem> commands) {}

    private record BatchItem(
            @Nullable String type,
            @Nullable JsonNode data,
            @Nullable Long expectedVersion) {}

    private CommandReader() {}

    /** The front door has checked the shape; whoever wrote past it is refused with a code all the same. */
    static List<Item> read(CommandRecord command) {
        try {
            return command.type().equals(CommandRecord.BATCH) ? batch(command) : List.of(single(command));
        } catch (JacksonException e) {
            var invalidId = invalidId(e);
            throw invalidId == null
                    ? shapeless()
                    : new CommandRejected(ErrorCode.INVALID_ID, String.valueOf(invalidId.getMessage()));
        }
    }

    private static Item single(CommandRecord command) {
        var data = command.data().bytes();
        @Nullable DomainCommand read = Json.MAPPER.readValue(data, type(command.type()));
        if (read == null) {
            throw shapeless();
        }
        return new Item(read, command.expectedVersion(), null);
    }

    private static List<Item> batch(CommandRecord record) {
        @Nullable Batch batch = Json.MAPPER.readValue(record.data().bytes(), Batch.class);
        if (batch == null || batch.commands() == null || batch.commands().isEmpty()) {
            throw shapeless();
        }
        var items = new ArrayList<Item>(batch.commands().size());
        for (var item : batch.commands()) {
            if (item.type() == null || item.data() == null) {
                throw shapeless();
            }
            @Nullable DomainCommand command = Json.MAPPER.treeToValue(item.data(), type(item.type()));
            if (command == null) {
                throw shapeless();
            }
            items.add(new Item(command, item.expectedVersion(), items.size()));
        }
        return items;
    }

    private static Class<? extends DomainCommand> type(String name) {
        return Catalogue.command(name)
                .orElseThrow(() -> new CommandRejected(
                        ErrorCode.UNKNOWN_COMMAND_TYPE, "Expected the name of a command, but there is none called so"));
    }

    private static CommandRejected shapeless() {
        return new CommandRejected(
                ErrorCode.INVALID_REQUEST, "Expected the data of a command, but it has another shape");
    }

    private static Ids.@Nullable InvalidId invalidId(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Ids.InvalidId invalidId) {
                return invalidId;
            }
        }
        return null;
    }
}
