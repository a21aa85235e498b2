package dev.millrace.command.processing;

/** What a task remembers. */
record TaskState(EntityStore entities, Deduplication known, KeptCommands letters, Heads heads) {}
