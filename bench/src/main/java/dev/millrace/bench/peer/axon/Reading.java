package dev.millrace.bench.peer.axon;

import dev.millrace.bench.workload.RowData;

/**
 * The data of a row, which makes its event as long as that of the other writers.
 *
 * @param sentAt nanoseconds since 1970, in decimal digits
 */
public record Reading(String sentAt, String device, double celsius, String note) {

    private static final String NOTE = "n".repeat(RowData.NOTE_CHARACTERS);

    /** A reading of that moment. */
    public static Reading at(long epochNanos) {
        return new Reading(Long.toString(epochNanos), RowData.DEVICE, RowData.CELSIUS, NOTE);
    }
}
