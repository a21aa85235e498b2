package dev.millrace.command.processing;

/**
 * How many events an entity has had, the one being applied included; creators and event-sourcing handlers may take it as a parameter. It continues when an entity is
 * removed and made again, so it never repeats.
 */
public record EntityVersion(long value) {}
