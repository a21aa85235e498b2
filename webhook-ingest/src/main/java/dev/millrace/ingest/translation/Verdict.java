package dev.millrace.ingest.translation;

import dev.millrace.ingest.delivery.DeliveryState;
import dev.millrace.schemas.ErrorCode;

/** What the translation of a delivery came to. */
sealed interface Verdict {

    /** The state that goes with it. */
    DeliveryState state();

    /** Its command is in the log. */
    record Sent() implements Verdict {
        @Override
        public DeliveryState state() {
            return DeliveryState.SENT;
        }
    }

    /** No mapping wants it. */
    record Unmapped() implements Verdict {
        @Override
        public DeliveryState state() {
            return DeliveryState.UNMAPPED;
        }
    }

    /** It cannot become commands, or the door for commands refused it. */
    record Failed(ErrorCode code, String cause) implements Verdict {
        @Override
        public DeliveryState state() {
            return DeliveryState.FAILED;
        }
    }
}
