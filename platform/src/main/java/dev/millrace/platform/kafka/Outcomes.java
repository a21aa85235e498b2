package dev.millrace.platform.kafka;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.platform.json.Json;
import dev.millrace.schemas.envelope.Outcome;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Outcomes as the JSON that callers, {@code millrace.outcomes} and the store of known commands all hold: {@code {"id","status":"accepted"|"rejected",…}}. */
public final class Outcomes {

    private static final JsonMapper MAPPER =
            Json.MAPPER.rebuild().addMixIn(Outcome.class, Tagged.class).build();

    private Outcomes() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Accepted.class, name = "accepted"),
        @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "rejected")
    })
    private interface Tagged {}

    /** The outcome as JSON. */
    public static byte[] toJson(Outcome outcome) {
        return MAPPER.writeValueAsBytes(outcome);
    }

    /** Reads what {@link #toJson} wrote; anything else is a {@link MalformedRecord}. */
    public static Outcome fromJson(byte[] json) {
        try {
            @Nullable Outcome outcome = MAPPER.readValue(json, Outcome.class);
            if (outcome == null) { // JSON's null
                throw new MalformedRecord("Expected an outcome, but got null");
            }
            return outcome;
        } catch (JacksonException e) {
            throw new MalformedRecord("Expected an outcome as JSON", e);
        }
    }
}
