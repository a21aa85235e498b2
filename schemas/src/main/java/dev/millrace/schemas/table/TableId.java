package dev.millrace.schemas.table;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.schemas.envelope.Ids;
import dev.millrace.schemas.envelope.Subject;

/** The name of a table, unique in its organization: {@value Ids#PATTERN}. */
public record TableId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TableId {
        Ids.require("table", value);
    }

    /** {@code table/<id>}. */
    public Subject subject() {
        return new Subject("table/" + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
