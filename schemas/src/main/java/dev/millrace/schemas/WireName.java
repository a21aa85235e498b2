package dev.millrace.schemas;

/**
 * What a command or an event is called on the wire.
 *
 * @param value   the name, such as {@code row.put} or {@code row.written}
 * @param version of its shape, from 1
 */
public record WireName(String value, int version) {}
