package dev.millrace.schemas.webhooksource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.schemas.envelope.Ids;
import dev.millrace.schemas.envelope.Subject;

/** The name of a webhook source, unique in its organization and part of its address: {@value Ids#PATTERN}. */
public record WebhookSourceId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WebhookSourceId {
        Ids.require("webhook source", value);
    }

    /** {@code webhook-source/<id>}. */
    public Subject subject() {
        return new Subject("webhook-source/" + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
