package dev.millrace.schemas.envelope;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The path of an entity inside its organization, such as {@code table/issues/row/42}: the CloudEvents subject, the key of its state, and, behind
 * {@code organization/{id}/}, the channel that carries its events. A longer path lies inside the shorter one that it starts with.
 */
public record Subject(@JsonValue String path) {

    /** The organization itself. */
    public static final Subject ORGANIZATION = new Subject("organization");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Subject {}

    /** True for this subject and for everything below it. */
    public boolean contains(Subject other) {
        return other.path.startsWith(path)
                && (other.path.length() == path.length() || other.path.charAt(path.length()) == '/');
    }

    @Override
    public String toString() {
        return path;
    }
}
