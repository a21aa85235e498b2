package dev.millrace.schemas.envelope;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The unit of tenancy and order, chosen by the client: {@value Ids#PATTERN}. It is the key of every record. */
public record OrganizationId(@JsonValue String value) implements Comparable<OrganizationId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OrganizationId {
        Ids.require("organization", value);
    }

    @Override
    public int compareTo(OrganizationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
