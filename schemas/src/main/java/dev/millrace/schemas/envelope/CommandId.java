package dev.millrace.schemas.envelope;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identity of one command, chosen by the caller or made by the front door. The same id has the same outcome for seven days. */
public record CommandId(UUID value) {

    /** Parses the canonical form of 36 characters; anything else is an {@link Ids.InvalidId}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static CommandId of(String text) {
        try {
            if (text.length() == 36) {
                var id = new CommandId(UUID.fromString(text));
                if (id.toString().equalsIgnoreCase(text)) { // fromString also takes groups of other lengths
                    return id;
                }
            }
        } catch (IllegalArgumentException e) {
            // falls through to the one message
        }
        throw new Ids.InvalidId("Expected a command id in the form of a UUID of 36 characters");
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
