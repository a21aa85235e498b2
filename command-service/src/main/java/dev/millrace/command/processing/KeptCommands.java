package dev.millrace.command.processing;

import dev.millrace.platform.json.Json;
import dev.millrace.schemas.envelope.CommandId;
import dev.millrace.schemas.envelope.OrganizationId;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The open dead letters of the task. */
final class KeptCommands {

    private final TaskStore store;

    KeptCommands(TaskStore store) {
        this.store = store;
    }

    @Nullable
    KeptCommand find(OrganizationId organization, CommandId id) {
        var bytes = store.get(StoreKeys.deadLetter(organization, id));
        return bytes == null ? null : Json.MAPPER.readValue(bytes, KeptCommand.class);
    }

    void write(Bytes key, byte @Nullable [] value) {
        store.put(key, value);
    }

    /** Prepares the write without doing it. */
    static Effects.LetterWrite keep(OrganizationId organization, KeptCommand kept) {
        return new Effects.LetterWrite(
                StoreKeys.deadLetter(organization, CommandId.of(kept.id())), Json.MAPPER.writeValueAsBytes(kept));
    }

    /** Prepares the removal without doing it. */
    static Effects.LetterWrite forget(OrganizationId organization, CommandId id) {
        return new Effects.LetterWrite(StoreKeys.deadLetter(organization, id), null);
    }
}
