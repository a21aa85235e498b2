package dev.millrace.gateway.history;

import org.jspecify.annotations.Nullable;

/** The read side did not answer, or not with what can be trusted. To be asked again after a pause. */
public final class HistoryUnavailable extends RuntimeException {

    public HistoryUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
