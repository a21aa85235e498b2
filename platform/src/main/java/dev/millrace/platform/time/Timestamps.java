package dev.millrace.platform.time;

import com.ethlo.time.ITU;
import java.time.Instant;
import java.time.ZoneOffset;

/** Instants as RFC 3339, in UTC: the text of {@link Instant#toString}, without what the general formatter costs for each of a million records. Years 0 to 9999. */
public final class Timestamps {

    private static final int MILLI = 1_000_000;
    private static final int MICRO = 1_000;

    private Timestamps() {}

    /** {@code 2026-11-21T10:15:30Z}, with 3, 6 or 9 digits of a second where it has any. */
    public static String text(Instant time) {
        var utc = time.atOffset(ZoneOffset.UTC);
        return ITU.formatUtc(utc, digits(utc.getNano()));
    }

    /** The instant of a timestamp with any offset; fails with {@link java.time.DateTimeException} on anything else. */
    public static Instant parse(String text) {
        return ITU.parseDateTime(text).toInstant();
    }

    private static int digits(int nanos) {
        if (nanos == 0) {
            return 0;
        }
        if (nanos % MILLI == 0) {
            return 3;
        }
        return nanos % MICRO == 0 ? 6 : 9;
    }
}
