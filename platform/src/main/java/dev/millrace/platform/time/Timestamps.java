package dev.millrace.platform.time;

import com.ethlo.time.ITU;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Instants as RFC 3339: the text of {@link Instant#toString}, without what the general formatter costs for each of a million records. */
public final class Timestamps {

    private static final int MILLI = 1_000_000;
    private static final int MICRO = 1_000;

    /** RFC 3339 has four digits for a year. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Timestamps() {}

    /** {@code 2026-11-21T10:15:30Z}, in UTC, with 3, 6 or 9 digits of a second where it has any. */
    public static String text(Instant time) {
        if (!isTold(time)) {
            return time.toString();
        }
        var utc = time.atOffset(ZoneOffset.UTC);
        return ITU.formatUtc(utc, digits(utc.getNano()));
    }

    /** The instant of a timestamp with any offset, in the years 0 to 9999 of UTC; fails with {@link DateTimeException} on anything else. */
    public static Instant parse(String text) {
        var time = ITU.parseDateTime(text).toInstant();
        if (!isTold(time)) {
            throw new DateTimeException("Expected a year from 0 to 9999, but got " + text);
        }
        return time;
    }

    private static boolean isTold(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(END);
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
