package dev.millrace.command.processing;

import java.util.Objects;

/** What a task remembers. */
record TaskState(EntityStore entities, Deduplication known, KeptCommands letters, Heads heads) {

    /**
     * Makes the effects of a record part of it.
     *
     * @param timestamp Kafka's time of the record, from which on its outcomes are known
     */
    void store(Effects effects, long timestamp) {
        effects.entities.forEach(entities::put);
        effects.letterWrites.forEach(write -> letters.write(write.key(), write.value()));
        for (var answer : effects.answers) {
            if (answer.remember()) {
                known.remember(effects.organization, answer.outcome().id(), answer.json(), timestamp);
            }
        }
        if (!effects.events.isEmpty()) {
            heads.put(effects.organization, Objects.requireNonNull(effects.head));
        }
    }
}
