package dev.millrace.ingest.endpoint;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.ingest.deduplication.Admission.Admitted;
import java.util.Locale;

/**
 * What the provider is told.
 *
 * @param delivery its own id of the delivery
 */
record Receipt(String delivery, Status status) {

    static Receipt of(String delivery, Admitted admitted) {
        return new Receipt(
                delivery,
                switch (admitted) {
                    case ACCEPTED -> Status.ACCEPTED;
                    case DUPLICATE -> Status.DUPLICATE;
                });
    }

    /** Both mean that the delivery is durable here. */
    enum Status {
        /** It is new. */
        ACCEPTED,
        /** It was here already; nothing happens. */
        DUPLICATE;

        /** The name in JSON. */
        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
