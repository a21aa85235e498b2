package dev.millrace.schemas;

import java.time.Instant;
import java.util.UUID;

/**
 * UUIDs of version 7 (RFC 9562): milliseconds in front, so that those of about the same time lie side by side in an index. Random ones each fall on another page, which
 * PostgreSQL then logs as a whole (docs/benchmarks.md, growth).
 */
public final class TimeOrderedUuid {

    private static final long MILLIS = 0xFFFF_FFFF_FFFFL;
    private static final long VERSION_7 = 0x7000L;
    private static final long BELOW_VERSION = 0x0FFFL;
    private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;
    private static final long BELOW_VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

    private TimeOrderedUuid() {}

    /**
     * The one of a time and of bits that tell it from others of that time.
     *
     * @param high of which the lowest 12 bits count
     * @param low  of which the lowest 62 bits count
     */
    public static UUID of(Instant time, long high, long low) {
        return new UUID(
                (time.toEpochMilli() & MILLIS) << 16 | VERSION_7 | (high & BELOW_VERSION),
                VARIANT_RFC | (low & BELOW_VARIANT));
    }
}
