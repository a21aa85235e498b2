package dev.millrace.gateway.subscription;

import java.time.Duration;

/**
 * How patient a join is.
 *
 * @param futureWait    how long a position that is not reached yet is waited for: it may have come from a node that is ahead of this one
 * @param retryDelay    pause after the first failed fetch; it doubles with each further one
 * @param maxAttempts   failed fetches in a row after which the subscription ends with an error
 */
public record JoinSettings(Duration futureWait, Duration retryDelay, int maxAttempts) {

    Duration delayAfter(int failures) {
        return retryDelay.multipliedBy(1L << Math.min(failures - 1, 6));
    }
}
