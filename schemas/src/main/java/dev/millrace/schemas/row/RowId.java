package dev.millrace.schemas.row;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.schemas.envelope.Ids;
import dev.millrace.schemas.envelope.Subject;
import dev.millrace.schemas.table.TableId;

/** The name of a row, unique in its table: any text of 1 to 256 bytes of UTF-8 without NUL. */
public record RowId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RowId {
        Ids.requireRow(value);
    }

    /** {@code table/<table>/row/<row>}; the row is the rest of the path, slashes and all. */
    public Subject subject(TableId table) {
        return new Subject("table/" + table.value() + "/row/" + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
