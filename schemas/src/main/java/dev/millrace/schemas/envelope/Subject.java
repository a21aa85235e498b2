package dev.millrace.schemas.envelope;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The path of an entity inside its organization, such as {@code table/issues/row/42}: the CloudEvents subject, the key of its state, and, behind
 * {@code organization/{id}/}, the channel that carries its events. A longer path lies inside the shorter one that it starts with.
 */
public record Subject(@JsonValue String path) {

    private static final String TABLE = "table/";
    private static final String ROW = "/row/";

    /** The organization itself. */
    public static final Subject ORGANIZATION = new Subject("organization");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Subject {}

    /** True for this subject and for everything below it. Nothing lies below a row: row {@code a/b} is no part of row {@code a}. */
    public boolean contains(Subject other) {
        return other.path.startsWith(path)
                && (other.path.length() == path.length() || (!isRow() && other.path.charAt(path.length()) == '/'));
    }

    /** True for {@code table/<table>/row/<row>}, where the row's id is the rest of the path, slashes and all. */
    public boolean isRow() {
        int row = path.indexOf(ROW);
        return row > 0 && path.startsWith(TABLE) && path.indexOf('/', TABLE.length()) == row;
    }

    @Override
    public String toString() {
        return path;
    }
}
