package dev.millrace.faults;

import java.time.Duration;
import java.util.Locale;

/**
 * How the one process came back.
 *
 * @param ready   the time from the end of what was done to it until it served again
 * @param silence the longest time in which no client of some organization was answered
 */
record Recovery(Disturbance what, Duration ready, Duration silence) {

    /** In the words of a report. */
    String told() {
        return String.format(
                Locale.ROOT,
                "ready again after %.1f s, longest silence %.1f s",
                ready.toMillis() / 1e3,
                silence.toMillis() / 1e3);
    }
}
