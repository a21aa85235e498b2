package dev.millrace.ingest.delivery;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands. */
public enum DeliveryState {
    /** Somebody is about to write it to the topic, or died while doing so. */
    CLAIMED,
    /** Durable on the topic, not translated yet. */
    STORED,
    /** Its command is in the log; the outcome is still to come. */
    SENT,
    /** Its command was accepted. */
    APPLIED,
    /** No mapping of its source wants it. It is kept all the same. */
    UNMAPPED,
    /** It could not be translated; its cause says why, and it lies among the dead letters. */
    FAILED,
    /** Its command was rejected, with the code kept here; it lies among the dead letters. */
    REJECTED,
    /** It failed or was rejected, and an operator has given it up. */
    DISCARDED;

    /** The name in the table and in the API. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this name, if there is one. */
    public static Optional<DeliveryState> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }

    /** True once somebody has decided what the delivery means; before that a reader of the topic has yet to do so. */
    public boolean isTranslated() {
        return switch (this) {
            case CLAIMED, STORED -> false;
            case SENT, APPLIED, UNMAPPED, FAILED, REJECTED, DISCARDED -> true;
        };
    }
}
